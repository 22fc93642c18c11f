import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { bankApi } from '../../lambdas/api.ts';
import { bundle, handlersIn } from '../../lib/constructs/bundling/index.ts';
import { authorizerOf } from '../../lib/contract/index.ts';
import { lambdaContext } from '../handler/support/gateway-event.ts';
import './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-bank-bundles-'));
after(() => rmSync(folder, { recursive: true }));
const { handlers } = bundle(handlersIn(new URL('../../lambdas', import.meta.url)), { folder });
const fileOf = (id: string) => join(handlers.find((each) => each.id === id)?.folder ?? '', 'index.mjs');
const sourceOf = (id: string) => readFileSync(fileOf(id), 'utf8');

describe('the bundles of the bank', () => {
  it('are one for each endpoint, for each authorizer that one of them needs, and the trigger', () => {
    const authorizers = bankApi.endpoints
      .map(({ access }) => authorizerOf(access))
      .filter((kind) => typeof kind === 'object');
    const names = new Set(authorizers.map(({ name }) => name));
    const expected = [...bankApi.endpoints.map(({ id }) => id), ...names, 'pre-token-generation'];
    assert.deepEqual(handlers.map(({ id }) => id).sort(), expected.sort());
  });

  it('carry no zod: every schema was compiled', () => {
    assert.deepEqual(
      handlers.flatMap(({ fallbacks }) => fallbacks),
      [],
    );
    for (const { id } of handlers) assert.doesNotMatch(sourceOf(id), /\$?ZodError|_zod\b/, id);
  });

  it('are small: the AWS SDK is in those only that call AWS', () => {
    const kilobytes = (id: string) => sourceOf(id).length / 1_000;
    assert(kilobytes('get-health') < 60);
    assert(kilobytes('get-me') < 60);
    assert(kilobytes('post-transfers') < 420);
  });

  it('answer as the sources do', async () => {
    const { handler } = await import(pathToFileURL(fileOf('get-health')).href);
    const event = {
      resource: '/health',
      httpMethod: 'GET',
      multiValueHeaders: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      body: null,
      isBase64Encoded: false,
      requestContext: { requestId: 'r' },
    };
    assert.equal((await handler(event, lambdaContext())).body, '{"status":"ok"}');
    const refused = await handler({ ...event, multiValueQueryStringParameters: { a: ['1'] } }, lambdaContext());
    assert.equal(refused.statusCode, 400);
  });
});

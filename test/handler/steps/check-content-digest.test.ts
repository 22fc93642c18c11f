import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { anyOf, apiKey, endpoint, signature } from '../../../lib/contract/index.ts';
import { toContentDigest } from '../../../lib/handler/http-signature/content-digest.ts';
import { handleWith, reply, silent } from '../../../lib/handler/index.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';

const scopes = ['bank/notes.write'] as const;
const contract = endpoint({
  route: 'POST /notes',
  summary: 'Write a note',
  access: anyOf(signature({ scopes }), apiKey({ scopes })),
  permission: 'notes:write',
  effect: 'changes',
  request: { body: z.strictObject({ text: z.string() }) },
  responses: { 200: z.strictObject({ text: z.string() }) },
});

process.env['PORTCULLIS_ROLES'] = 'partner';
const handler = handleWith(silent)(contract, ({ body }) => reply(200, { text: body.text }));
const body = '{"text":"grüezi"}';
const right = toContentDigest(Buffer.from(body));
const wrong = toContentDigest(Buffer.from('{"text":"gruezi"}'));

async function statusOf(way: string, contentDigest: readonly string[], overrides: object = {}): Promise<number> {
  const authorizer = { scheme: way, subject: 's', client: 'c', scopes: scopes.join(' '), roles: 'partner' };
  const { statusCode } = await handler(
    gatewayEvent({
      resource: '/notes',
      httpMethod: 'POST',
      pathParameters: null,
      multiValueQueryStringParameters: null,
      multiValueHeaders: {
        'Content-Type': ['application/json'],
        ...(contentDigest.length > 0 && { 'Content-Digest': contentDigest }),
      },
      body,
      requestContext: { requestId: 'r', authorizer },
      ...overrides,
    }),
    lambdaContext(),
  );
  return statusCode;
}

describe('the body of a signed request', () => {
  it('is the one whose digest was signed', async () => {
    assert.equal(await statusOf('signature', [right]), 200);
    assert.equal(await statusOf('signature', [wrong]), 400);
    assert.equal(await statusOf('signature', [right], { body: `${body} ` }), 400);
  });

  it('does not come without a digest, with two, or with one of an algorithm nobody knows', async () => {
    assert.equal(await statusOf('signature', []), 400);
    assert.equal(await statusOf('signature', [right, right]), 400);
    assert.equal(await statusOf('signature', ['md5=:AAAA:']), 400);
  });

  it('is taken as the bytes that were sent', async () => {
    const encoded = { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
    assert.equal(await statusOf('signature', [right], encoded), 200);
    assert.equal(await statusOf('signature', [wrong], encoded), 400);
  });
});

describe('the body of another request', () => {
  it('needs no digest, and a wrong one is refused all the same', async () => {
    assert.equal(await statusOf('apiKey', []), 200);
    assert.equal(await statusOf('apiKey', [right]), 200);
    assert.equal(await statusOf('apiKey', [wrong]), 400);
  });
});

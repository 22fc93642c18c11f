import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bearer, endpoint } from '../../lib/contract/index.ts';
import { type GatewayEvent, handleWith, reply, silent } from '../../lib/handler/index.ts';
import { gatewayEvent, lambdaContext, withRoles } from './support/gateway-event.ts';

/** Takes nothing: no parameter, no header, no body. */
const listNotes = endpoint({
  route: 'GET /notes',
  summary: 'List notes',
  access: bearer({ scopes: ['bank/notes.write'] }),
  permission: 'notes:write',
  effect: 'reads',
  responses: { 204: null },
});

async function answerTo(overrides: Partial<GatewayEvent>) {
  const handler = withRoles('customer', () => handleWith(silent)(listNotes, () => reply(204, null)));
  const nothing = { resource: '/notes', httpMethod: 'GET', pathParameters: null, body: null };
  const { statusCode, body } = await handler(
    gatewayEvent({ ...nothing, multiValueQueryStringParameters: null, ...overrides }),
    lambdaContext(),
  );
  const { errors = [] } = body === '' ? {} : JSON.parse(body);
  return { status: statusCode, pointers: errors.map(({ pointer }: { pointer: string }) => pointer) };
}

describe('what a contract does not declare', () => {
  it('need not be there', async () => {
    assert.deepEqual(await answerTo({}), { status: 204, pointers: [] });
  });

  it('is refused as a query parameter', async () => {
    const query = { multiValueQueryStringParameters: { debug: ['1'], admin: ['1'] } };
    assert.deepEqual(await answerTo(query), { status: 400, pointers: ['/query/debug', '/query/admin'] });
  });

  it('is refused as a body, whatever it is or says it is', async () => {
    for (const body of ['{}', '[]', 'null', '{"admin":true}', '{', 'a'.repeat(100_000)]) {
      for (const type of ['application/json', 'text/plain']) {
        const sent = { body, multiValueHeaders: { 'Content-Type': [type] } };
        assert.deepEqual(await answerTo(sent), { status: 400, pointers: ['/body'] }, `${type} ${body.slice(0, 9)}`);
      }
    }
  });
});

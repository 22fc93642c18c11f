import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GatewayEvent } from '../../lib/handler/index.ts';
import { handleWith, reply, silent } from '../../lib/handler/index.ts';
import { customerClaims, gatewayEvent, lambdaContext, withRoles } from './support/gateway-event.ts';
import { noteFunction, putNote } from './support/note-endpoint.ts';

/** Status, problem code and pointers of the answer to an event that differs from a good one. */
async function answerTo(overrides: Partial<GatewayEvent>) {
  const { statusCode, body } = await noteFunction().handler(gatewayEvent(overrides), lambdaContext());
  const { code, errors = [] } = JSON.parse(body);
  return { status: statusCode, code, pointers: errors.map(({ pointer }: { pointer: string }) => pointer) };
}

const refused = (status: number, code: string, pointers: readonly string[] = []) => ({ status, code, pointers });
const json = (value: unknown) => ({ body: JSON.stringify(value) });
const authorizer = (value: Readonly<Record<string, unknown>> | null) => ({
  requestContext: { requestId: 'r', authorizer: value },
});
const headers = (values: Readonly<Record<string, readonly string[]>>) => ({
  multiValueHeaders: {
    'Content-Type': ['application/json'],
    'Idempotency-Key': ['k'],
    'X-Tenant': ['acme'],
    ...values,
  },
});

describe('the defence lets pass', () => {
  const cases: readonly [string, Partial<GatewayEvent>][] = [
    ['a request that keeps the contract', {}],
    ['a content type with the charset UTF-8', headers({ 'Content-Type': ['application/json; charset=UTF-8'] })],
    [
      'a body that the gateway encoded',
      { body: Buffer.from('{"text":"é","pages":1}').toString('base64'), isBase64Encoded: true },
    ],
    ['any one of the scopes', authorizer(customerClaims({ scope: 'bank/notes.admin' }))],
    ['a list of groups as the gateway prints it', authorizer(customerClaims({ 'cognito:groups': '[other customer]' }))],
    ['groups that are separated by commas', authorizer(customerClaims({ 'cognito:groups': 'other,operator' }))],
    ['an idempotency key without quotes', headers({ 'Idempotency-Key': ['8e03978e-40d5-43dd-bc93-6894a57f9324'] })],
    ['repeated headers that the contract does not name', headers({ 'X-Other': ['a', 'b'] })],
  ];
  for (const [what, overrides] of cases) {
    it(what, async () => assert.equal((await answerTo(overrides)).status, 200));
  }
});

describe('the defence refuses', () => {
  const cases: readonly [string, Partial<GatewayEvent>, ReturnType<typeof refused>][] = [
    ['another route than its own', { resource: '/notes' }, refused(500, 'gateway-misconfigured')],
    ['another method than its own', { httpMethod: 'POST' }, refused(500, 'gateway-misconfigured')],
    ['two credentials', headers({ Authorization: ['Bearer a', 'Bearer b'] }), refused(400, 'malformed-request')],
    ['a declared header in two spellings', headers({ 'x-tenant': ['evil'] }), refused(400, 'malformed-request')],
    ['a caller whom no authorizer knows', authorizer(null), refused(401, 'unauthenticated')],
    ['an ID token', authorizer(customerClaims({ token_use: 'id' })), refused(401, 'unauthenticated')],
    ['a token without a subject', authorizer(customerClaims({ sub: '' })), refused(401, 'unauthenticated')],
    [
      'an API key where a token is asked for',
      authorizer({ scheme: 'apiKey', subject: 'k', scopes: 'bank/notes.write', roles: 'customer' }),
      refused(401, 'unauthenticated'),
    ],
    ['a token without the scope', authorizer(customerClaims({ scope: 'bank/notes' })), refused(403, 'access-denied')],
    [
      'a token with a scope of another server that ends in it',
      authorizer(customerClaims({ scope: 'other,bank/notes.write' })),
      refused(403, 'access-denied'),
    ],
    [
      'a role without the permission',
      authorizer(customerClaims({ 'cognito:groups': 'guest' })),
      refused(403, 'permission-denied'),
    ],
    [
      'a caller without any role',
      authorizer(customerClaims({ 'cognito:groups': '' })),
      refused(403, 'permission-denied'),
    ],
    ['a body of another type', headers({ 'Content-Type': ['text/plain'] }), refused(415, 'unsupported-media-type')],
    [
      'another charset',
      headers({ 'Content-Type': ['application/json; charset=utf-16'] }),
      refused(415, 'unsupported-media-type'),
    ],
    ['a body too large', json({ text: 'a'.repeat(200), pages: 1 }), refused(413, 'body-too-large')],
    [
      'a body too large in bytes though not in characters',
      json({ text: 'é'.repeat(100), pages: 1 }),
      refused(413, 'body-too-large'),
    ],
    [
      'a body too large once it is decoded',
      { body: Buffer.alloc(201, ' ').toString('base64'), isBase64Encoded: true },
      refused(413, 'body-too-large'),
    ],
    ['a body that is not JSON', { body: '{"text":' }, refused(400, 'malformed-json')],
    [
      'bytes that are not UTF-8',
      { body: Buffer.from([0x22, 0xff, 0x22]).toString('base64'), isBase64Encoded: true },
      refused(400, 'malformed-json'),
    ],
    ['a key that is named twice', { body: '{"text":"a","pages":1,"pages":2}' }, refused(400, 'malformed-json')],
    [
      'a key that reaches the prototype',
      { body: '{"text":"a","pages":1,"__proto__":{}}' },
      refused(400, 'malformed-json'),
    ],
    ['no body', { body: null }, refused(400, 'invalid-request', ['/body'])],
    [
      'a path that breaks its schema',
      { pathParameters: { noteId: 'x' } },
      refused(400, 'invalid-request', ['/path/noteId']),
    ],
    [
      'a query parameter that breaks its schema',
      { multiValueQueryStringParameters: { limit: ['x'] } },
      refused(400, 'invalid-request', ['/query/limit']),
    ],
    [
      'an unknown query parameter',
      { multiValueQueryStringParameters: { other: ['1'] } },
      refused(400, 'invalid-request', ['/query/other']),
    ],
    [
      'a query parameter given twice',
      { multiValueQueryStringParameters: { limit: ['1', '2'] } },
      refused(400, 'invalid-request', ['/query/limit']),
    ],
    [
      'a header that breaks its schema',
      headers({ 'X-Tenant': ['a'.repeat(11)] }),
      refused(400, 'invalid-request', ['/headers/x-tenant']),
    ],
    [
      'a missing idempotency key',
      headers({ 'Idempotency-Key': [] }),
      refused(400, 'invalid-request', ['/headers/idempotency-key']),
    ],
    [
      'an unknown key in the body',
      json({ text: 'a', pages: 1, admin: true }),
      refused(400, 'invalid-request', ['/body/admin']),
    ],
  ];
  for (const [what, overrides, expected] of cases) {
    it(what, async () => assert.deepEqual(await answerTo(overrides), expected));
  }

  it('everyone, where the function was told no roles', async () => {
    const handler = withRoles(undefined, () =>
      handleWith(silent)(putNote, () => reply(204, null), { repeats: 'own transaction' }),
    );
    assert.equal((await handler(gatewayEvent(), lambdaContext())).statusCode, 403);
  });

  it('everything, without ever calling the implementation', async () => {
    let calls = 0;
    const { handler } = noteFunction(() => {
      calls += 1;
      return reply(204, null);
    });
    for (const [, overrides] of cases) await handler(gatewayEvent(overrides), lambdaContext());
    assert.equal(calls, 0);
  });
});

describe('a refusal of the input', () => {
  it('points at every fault of every part', async () => {
    const answer = await answerTo({
      pathParameters: { noteId: '1' },
      multiValueQueryStringParameters: { limit: ['x'], page: ['1'] },
      multiValueHeaders: { 'Content-Type': ['application/json'] },
      ...json({ text: 1, pages: 0, admin: true }),
    });
    assert.deepEqual(answer.pointers, [
      '/headers/idempotency-key',
      '/path/noteId',
      '/query/limit',
      '/query/page',
      '/headers/x-tenant',
      '/body/text',
      '/body/pages',
      '/body/admin',
    ]);
  });

  it('never repeats a value', async () => {
    const { handler } = noteFunction();
    const { body } = await handler(gatewayEvent(json({ text: 5, pages: 'sesame-open' })), lambdaContext());
    assert.doesNotMatch(body, /sesame/);
  });

  it('lists no more than fifty faults', async () => {
    const keys = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, 'x']));
    const query = Object.fromEntries(Object.keys(keys).map((key) => [key, ['x']]));
    assert.equal((await answerTo({ multiValueQueryStringParameters: query })).pointers.length, 50);
  });
});

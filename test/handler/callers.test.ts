import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { apiKey, endpoint } from '../../lib/contract/index.ts';
import { type GatewayEvent, handleWith, reply, silent } from '../../lib/handler/index.ts';
import { customerClaims, gatewayEvent, lambdaContext, withRoles } from './support/gateway-event.ts';
import { noteFunction } from './support/note-endpoint.ts';

const readRates = endpoint({
  route: 'GET /rates',
  summary: 'Show rates',
  access: apiKey({ scopes: ['bank/rates.read'] }),
  permission: 'rates:read',
  effect: 'reads',
  responses: { 204: null },
});

type Facts = Readonly<Record<string, unknown>>;

const caller = (authorizer: Facts): Partial<GatewayEvent> => ({ requestContext: { requestId: 'r', authorizer } });

async function statusForKey(authorizer: Facts): Promise<number> {
  const handler = withRoles('partner', () => handleWith(silent)(readRates, () => reply(204, null)));
  const nothing = { multiValueQueryStringParameters: null, pathParameters: null, body: null };
  const event = gatewayEvent({ resource: '/rates', httpMethod: 'GET', ...nothing, ...caller(authorizer) });
  return (await handler(event, lambdaContext())).statusCode;
}

async function answerForToken(authorizer: Facts, overrides: Partial<GatewayEvent> = {}) {
  const { statusCode, body } = await noteFunction().handler(
    gatewayEvent({ ...overrides, ...caller(authorizer) }),
    lambdaContext(),
  );
  return { status: statusCode, code: JSON.parse(body).code };
}

const partner = { scheme: 'apiKey', subject: 'key', scopes: 'bank/rates.read', roles: 'partner' };

describe('a caller with an API key', () => {
  it('is let in by the context of the authorizer', async () => assert.equal(await statusForKey(partner), 204));

  const refused: readonly [string, Facts, number][] = [
    ['by the context of another authorizer', { ...partner, scheme: 'other' }, 401],
    ['by one without a subject', { ...partner, subject: '' }, 401],
    ['by the claims of a token', customerClaims({ scope: 'bank/rates.read', 'cognito:groups': 'partner' }), 401],
    ['without the scope, though the cached verdict allows the stage', { ...partner, scopes: 'bank/other' }, 403],
    // RFC 6749 §3.3: a comma and brackets are letters of a scope like any other.
    ['with a scope of which it is a part', { ...partner, scopes: 'other,bank/rates.read' }, 403],
    ['with a scope that stands around it', { ...partner, scopes: '[bank/rates.read]' }, 403],
    ['with the scope in another case', { ...partner, scopes: 'BANK/rates.read' }, 403],
    ['without the role', { ...partner, roles: '' }, 403],
  ];
  for (const [what, authorizer, status] of refused) {
    it(`is refused ${what}`, async () => assert.equal(await statusForKey(authorizer), status));
  }
});

describe('a caller with a token', () => {
  it('is refused where the claims are those of an API key context', async () => {
    const { claims } = customerClaims();
    assert.deepEqual(await answerForToken(claims), { status: 401, code: 'unauthenticated' });
  });

  it('is refused with the beginning, the end or more than the name of a role', async () => {
    for (const role of ['custom', 'omer', 'customer-x', 'x-customer', 'CUSTOMER']) {
      const answer = await answerForToken(customerClaims({ 'cognito:groups': role }));
      assert.deepEqual(answer, { status: 403, code: 'permission-denied' }, role);
    }
  });

  it('is refused before anything of the request is read', async () => {
    const broken = { multiValueHeaders: { 'Content-Type': ['text/plain'] }, body: `{${'x'.repeat(1_000)}` };
    assert.deepEqual(await answerForToken({}, broken), { status: 401, code: 'unauthenticated' });
    const stranger = customerClaims({ 'cognito:groups': 'guest' });
    assert.deepEqual(await answerForToken(stranger, broken), { status: 403, code: 'permission-denied' });
  });
});

describe('a function that Lambda is about to end', () => {
  it('answers 503 before, whatever its contract allows', { timeout: 2_000 }, async () => {
    const patient = endpoint({
      route: 'GET /slow',
      summary: 'Take long',
      access: apiKey({ scopes: ['bank/rates.read'] }),
      permission: 'rates:read',
      effect: 'reads',
      responses: { 204: null },
      limits: { timeoutMillis: 28_000 },
    });
    const handler = withRoles('partner', () => handleWith(silent)(patient, () => new Promise<never>(() => {})));
    const nothing = { multiValueQueryStringParameters: null, pathParameters: null, body: null };
    const event = gatewayEvent({ resource: '/slow', httpMethod: 'GET', ...nothing, ...caller(partner) });
    assert.equal((await handler(event, lambdaContext(300))).statusCode, 503);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bearer, endpoint, type TokenDemands } from '../../lib/contract/index.ts';
import { handleWith, reply, silent } from '../../lib/handler/index.ts';
import { gatewayEvent, lambdaContext, withRoles } from './support/gateway-event.ts';

const scopes = ['bank/a'] as const;

/** What an endpoint with these demands answers to what its authorizer says of a caller. */
async function statusFor(demands: TokenDemands, context: Readonly<Record<string, string>>): Promise<number> {
  const declared = endpoint({
    route: 'GET /vault',
    summary: 'Look into the vault',
    access: bearer({ scopes, ...demands }),
    permission: 'vault:read',
    effect: 'reads',
    responses: { 204: null },
  });
  const handler = withRoles('customer', () => handleWith(silent)(declared, () => reply(204, null)));
  const authorizer = {
    scheme: 'bearer',
    subject: 'ada',
    client: 'app',
    scopes: 'bank/a',
    roles: 'customer',
    ...context,
  };
  const event = gatewayEvent({
    resource: '/vault',
    httpMethod: 'GET',
    multiValueQueryStringParameters: null,
    pathParameters: null,
    body: null,
    requestContext: { requestId: 'r', authorizer },
  });
  return (await handler(event, lambdaContext())).statusCode;
}

const nowSeconds = Math.floor(Date.now() / 1_000);

describe('an endpoint that demands more of a token', () => {
  const assurance = { acrValues: ['loa:2'], maxAgeSeconds: 300 } as const;
  const recent = { acr: 'loa:2', authTime: String(nowSeconds - 10) };
  const cases: readonly (readonly [string, TokenDemands, Readonly<Record<string, string>>, number])[] = [
    ['freshness that was asked for', { fresh: true }, { fresh: 'true' }, 204],
    ['freshness that was not asked for', { fresh: true }, {}, 403],
    ['freshness in another word', { fresh: true }, { fresh: 'yes' }, 403],
    ['the binding that is demanded', { boundTo: 'dpop' }, { boundTo: 'dpop' }, 204],
    ['another binding', { boundTo: 'dpop' }, { boundTo: 'certificate' }, 403],
    ['any binding', { boundTo: 'any' }, { boundTo: 'certificate' }, 204],
    ['no binding', { boundTo: 'any' }, {}, 403],
    ['a binding that nobody knows', { boundTo: 'any' }, { boundTo: 'word of honour' }, 403],
    ['a strong and recent authentication', { assurance }, recent, 204],
    ['a weak one', { assurance }, { ...recent, acr: 'loa:1' }, 403],
    ['an old one', { assurance }, { ...recent, authTime: String(nowSeconds - 400) }, 403],
    ['one at a time that is no number', { assurance }, { ...recent, authTime: 'now' }, 403],
    ['nothing of the kind', { assurance }, {}, 403],
  ];
  for (const [what, demands, context, status] of cases) {
    it(`answers ${status} to ${what}`, async () => assert.equal(await statusFor(demands, context), status));
  }
});

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
    issuedBy: 'users',
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
  const whose: typeof cases = [
    ['a token of the own pool', {}, {}, 204],
    ['a token of another issuer, where only the pool counts', {}, { issuedBy: 'others' }, 403],
    ['a token of nobody knows whom', {}, { issuedBy: '' }, 403],
    ['an issuer that nobody knows', {}, { issuedBy: 'Users' }, 403],
    ['a token of the pool, where every trusted issuer counts', { issuers: 'trusted' }, {}, 204],
    ['a token of another issuer, where every trusted one counts', { issuers: 'trusted' }, { issuedBy: 'others' }, 204],
    ['a token of nobody knows whom, where every trusted issuer counts', { issuers: 'trusted' }, { issuedBy: '' }, 403],
    ['a token of another issuer, where the pool does not count', { issuers: 'others' }, { issuedBy: 'others' }, 204],
    ['a token of the pool, where it does not count', { issuers: 'others' }, {}, 403],
    [
      'what the contract says, in place of what the authorizer says',
      { issuers: 'others' },
      { issuedBy: 'trusted' },
      403,
    ],
  ];
  for (const [what, demands, context, status] of whose) {
    // Something else is demanded, too, so that a Lambda authorizer vouches for the token.
    it(`answers ${status} to ${what}`, async () =>
      assert.equal(await statusFor({ fresh: true, ...demands }, { fresh: 'true', ...context }), status));
  }
  for (const [what, demands, context, status] of cases) {
    it(`answers ${status} to ${what}`, async () => assert.equal(await statusFor(demands, context), status));
  }
});

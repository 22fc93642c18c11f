import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Access, allOf, apiKey, clientCertificate, endpoint } from '../../../lib/contract/index.ts';
import { handleWith, reply, silent } from '../../../lib/handler/index.ts';
import { gatewayEvent, lambdaContext, withRoles } from '../support/gateway-event.ts';

const scopes = ['bank/a'] as const;

/** What an endpoint answers to what its authorizer says of a caller. */
async function statusFor(access: Access, context: Readonly<Record<string, string>>): Promise<number> {
  const declared = endpoint({
    ...{ route: 'GET /vault', summary: 'Look into the vault', access, permission: 'vault:read' },
    ...{ effect: 'reads', responses: { 204: null } },
  });
  const handler = withRoles('partner', () => handleWith(silent)(declared, () => reply(204, null)));
  const authorizer = { subject: 's', client: 'acme', scopes: 'bank/a', roles: 'partner', ...context };
  const nothing = { multiValueQueryStringParameters: null, pathParameters: null, body: null };
  const requestContext = { requestId: 'r', authorizer };
  const event = gatewayEvent({ resource: '/vault', httpMethod: 'GET', ...nothing, requestContext });
  return (await handler(event, lambdaContext())).statusCode;
}

describe('an endpoint that wants the very certificate', () => {
  const pinned = clientCertificate({ scopes, pinned: true });
  const both = allOf(apiKey({ scopes }), pinned);
  const [alone, beside] = [{ scheme: 'clientCertificate' }, { scheme: 'apiKey+clientCertificate' }];
  const rows: readonly (readonly [string, Access, Readonly<Record<string, string>>, number])[] = [
    ['its authorizer says that it is', pinned, { ...alone, pinned: 'true' }, 204],
    ['its authorizer says so beside a key', both, { ...beside, pinned: 'true' }, 204],
    ['its authorizer says nothing of it', pinned, alone, 403],
    ['its authorizer says nothing of it beside a key', both, beside, 403],
    ['its authorizer says something else', pinned, { ...alone, pinned: 'yes' }, 403],
    ['nobody asked for it', clientCertificate({ scopes }), alone, 204],
  ];
  for (const [what, access, context, status] of rows) {
    it(`answers ${status} where ${what}`, async () => assert.equal(await statusFor(access, context), status));
  }
});

import type { GatewayEvent, LambdaFunction } from '../../lib/handler/index.ts';
import { lambdaContext } from '../handler/support/gateway-event.ts';

// What the constructs set on every function; the names stand in lib/contract/names.ts.
process.env['POWERTOOLS_SERVICE_NAME'] = 'portcullis-bank';
process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'Portcullis';
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';

/** Loads a handler as a function to which the constructs gave these roles. */
export async function loadHandler(folder: string, roles = ''): Promise<LambdaFunction> {
  process.env['PORTCULLIS_ROLES'] = roles;
  const { handler } = await import(`../../lambdas/${folder}/handler.ts`);
  return handler;
}

/** Calls a handler by its route, and reads what it answers. */
export async function call(handler: LambdaFunction, route: string, overrides: Partial<GatewayEvent> = {}) {
  const [httpMethod = '', resource = ''] = route.split(' ');
  const event: GatewayEvent = {
    resource,
    httpMethod,
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    multiValueQueryStringParameters: null,
    pathParameters: null,
    body: null,
    isBase64Encoded: false,
    requestContext: { requestId: 'r-1' },
    ...overrides,
  };
  const { statusCode, headers, body } = await handler(event, lambdaContext());
  return { status: statusCode, headers, body: body === '' ? undefined : JSON.parse(body) };
}

/**
 * The request context of a user with these groups and scopes, who has just signed in: what the gateway's own authorizer says
 * of the token, and what the bank's says of it. An endpoint reads the one that its contract asks for.
 */
export const signedIn = (sub: string, groups: string, scope: string) => ({
  requestContext: {
    requestId: 'r-1',
    authorizer: {
      claims: { sub, token_use: 'access', scope, 'cognito:groups': groups },
      ...{ scheme: 'bearer', subject: sub, client: 'app', scopes: scope, roles: groups },
      ...{ issuedBy: 'users', fresh: 'true', authTime: String(Math.floor(Date.now() / 1_000)) },
    },
  },
});

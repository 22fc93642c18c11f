import type { GatewayEvent, LambdaContext } from '../../../lib/handler/index.ts';

/** A proxy event as API Gateway sends it for a signed-in customer; the overrides replace whole members. */
export const gatewayEvent = (overrides: Partial<GatewayEvent> = {}): GatewayEvent => ({
  resource: '/notes/{noteId}',
  httpMethod: 'PUT',
  multiValueHeaders: {
    accept: ['*/*'],
    'Content-Type': ['application/json'],
    'Idempotency-Key': ['"key-1"'],
    'X-Tenant': ['acme'],
  },
  multiValueQueryStringParameters: { limit: ['10'] },
  pathParameters: { noteId: 'n1' },
  body: JSON.stringify({ text: 'hello', pages: 2 }),
  isBase64Encoded: false,
  requestContext: { requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef', authorizer: customerClaims() },
  ...overrides,
});

/** What a Cognito authorizer passes on of an access token. */
export const customerClaims = (overrides: Readonly<Record<string, string>> = {}) => ({
  claims: {
    sub: '11111111-1111-4111-8111-111111111111',
    client_id: 'app',
    token_use: 'access',
    scope: 'openid bank/notes.write',
    'cognito:groups': 'customer',
    ...overrides,
  },
});

export const lambdaContext = (remainingMillis = 10_000): LambdaContext => ({
  awsRequestId: 'a1b2c3',
  getRemainingTimeInMillis: () => remainingMillis,
});

/** Runs with the roles that the constructs would set on the function, and puts back what was there. */
export function withRoles<Result>(roles: string | undefined, act: () => Result): Result {
  const before = process.env['PORTCULLIS_ROLES'];
  if (roles === undefined) delete process.env['PORTCULLIS_ROLES'];
  else process.env['PORTCULLIS_ROLES'] = roles;
  try {
    return act();
  } finally {
    if (before === undefined) delete process.env['PORTCULLIS_ROLES'];
    else process.env['PORTCULLIS_ROLES'] = before;
  }
}

import type { AuthorizerEvent } from '../../../lib/handler/index.ts';

/** `GET /rates` as API Gateway tells an authorizer of it. */
export const authorizerEvent = (
  multiValueHeaders: AuthorizerEvent['multiValueHeaders'] = {},
  overrides: Partial<AuthorizerEvent> = {},
): AuthorizerEvent => ({
  methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:abc123/live/GET/rates',
  httpMethod: 'GET',
  resource: '/rates',
  multiValueHeaders,
  multiValueQueryStringParameters: null,
  requestContext: {
    requestId: 'r',
    path: '/live/rates',
    domainName: 'abc123.execute-api.eu-central-1.amazonaws.com',
    identity: { sourceIp: '198.51.100.7' },
  },
  ...overrides,
});

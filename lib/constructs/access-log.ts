/**
 * The fields of one access log line: who, what, how it ended, and what each gate on the way said.
 *
 * `resourcePath` stands for the path, because a path or query may hold personal data; keys appear by their id; no header
 * but the user agent, no token and no body is ever written.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const fields = {
  requestId: 'requestId',
  extendedRequestId: 'extendedRequestId',
  traceId: 'xrayTraceId',
  time: 'requestTimeEpoch',
  apiId: 'apiId',
  stage: 'stage',
  domain: 'domainName',
  method: 'httpMethod',
  resourcePath: 'resourcePath',
  protocol: 'protocol',
  tlsVersion: 'tlsVersion',
  cipherSuite: 'cipherSuite',
  sourceIp: 'identity.sourceIp',
  userAgent: 'identity.userAgent',
  apiKeyId: 'identity.apiKeyId',
  clientCertificateSerial: 'identity.clientCert.serialNumber',
  clientCertificateIssuer: 'identity.clientCert.issuerDN',
  status: 'status',
  responseLength: 'responseLength',
  responseLatency: 'responseLatency',
  errorType: 'error.responseType',
  errorMessage: 'error.message',
  webAclArn: 'webaclArn',
  wafStatus: 'waf.status',
  wafError: 'waf.error',
  wafLatency: 'waf.latency',
  wafResponseCode: 'wafResponseCode',
  authenticateStatus: 'authenticate.status',
  authenticateError: 'authenticate.error',
  authenticateLatency: 'authenticate.latency',
  authorizeStatus: 'authorize.status',
  authorizeError: 'authorize.error',
  authorizeLatency: 'authorize.latency',
  authorizerStatus: 'authorizer.status',
  authorizerError: 'authorizer.error',
  authorizerLatency: 'authorizer.latency',
  authorizerRequestId: 'authorizer.requestId',
  authorizerIntegrationStatus: 'authorizer.integrationStatus',
  authorizerIntegrationLatency: 'authorizer.integrationLatency',
  principalId: 'authorizer.principalId',
  subject: 'authorizer.claims.sub',
  clientId: 'authorizer.claims.client_id',
  scheme: 'authorizer.scheme',
  integrationStatus: 'integration.status',
  integrationError: 'integration.error',
  integrationLatency: 'integration.latency',
} as const;

/** One line of JSON a request, as a format of `AWS::ApiGateway::Stage`. */
export const accessLogFormat: string = JSON.stringify(
  Object.fromEntries(Object.entries(fields).map(([name, variable]) => [name, `$context.${variable}`])),
);

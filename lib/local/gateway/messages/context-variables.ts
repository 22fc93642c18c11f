import type { Exchange } from '../exchange.ts';
import { valuesOf } from '../received-request.ts';
import { toRequestTime } from './request-time.ts';

type Reader = (exchange: Exchange) => string | undefined;

const never: Reader = () => undefined;
const number = (value: number | undefined): string | undefined => value?.toFixed(0);
const domainName: Reader = ({ request }) =>
  request.domain?.name ?? valuesOf(request.headers, 'host')[0]?.replace(/:\d+$/, '');

/** Which refusals come from checking who calls, and which from what they may do. */
const authentication = new Set(['UNAUTHORIZED', 'EXPIRED_TOKEN', 'INVALID_SIGNATURE']);
const authorizerFailures = new Set(['AUTHORIZER_FAILURE', 'AUTHORIZER_CONFIGURATION_ERROR']);

/** Status and error of one gate: 200 once it let the request through. */
const gate = (refusedBy: (exchange: Exchange) => boolean, passed: (exchange: Exchange) => boolean) => ({
  status: ((exchange) =>
    refusedBy(exchange) ? number(exchange.refusal?.status) : passed(exchange) ? '200' : undefined) satisfies Reader,
  error: ((exchange) => (refusedBy(exchange) ? (exchange.refusal?.text ?? undefined) : undefined)) satisfies Reader,
});

const authenticate = gate(
  ({ refusal }) => refusal !== undefined && authentication.has(refusal.type),
  ({ authorization }) => authorization !== undefined,
);
const authorize = gate(
  ({ refusal }) => refusal?.type === 'ACCESS_DENIED',
  ({ authorization, refusal }) => authorization !== undefined && !(refusal && authentication.has(refusal.type)),
);
const authorizer = gate(
  ({ refusal }) =>
    refusal !== undefined &&
    (authentication.has(refusal.type) || authorizerFailures.has(refusal.type) || refusal.type === 'ACCESS_DENIED'),
  ({ authorization }) => authorization !== undefined,
);
const waf = gate(
  ({ firewallBlocked }) => firewallBlocked,
  ({ firewall }) => firewall !== undefined,
);

/**
 * The `$context` variables of REST APIs, without those of WebSocket APIs and of mapping-template overrides; what does
 * not exist here (IAM callers) is known and has no value.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const contextVariables = {
  accountId: ({ api }) => api.accountId,
  apiId: ({ api }) => api.id,
  'authenticate.error': authenticate.error,
  'authenticate.latency': never,
  'authenticate.status': authenticate.status,
  'authorize.error': authorize.error,
  'authorize.latency': never,
  'authorize.status': authorize.status,
  'authorizer.error': authorizer.error,
  'authorizer.integrationLatency': ({ authorizerLatencyMillis }) => number(authorizerLatencyMillis),
  'authorizer.integrationStatus': ({ authorization }) => authorization && '200',
  'authorizer.latency': ({ authorizerLatencyMillis }) => number(authorizerLatencyMillis),
  'authorizer.principalId': ({ authorization }) => authorization?.principalId,
  'authorizer.requestId': never,
  'authorizer.status': authorizer.status,
  awsEndpointRequestId: never,
  cipherSuite: ({ request }) => request.tls?.cipher,
  'customDomain.basePathMatched': ({ request }) => request.domain?.basePath || undefined,
  deploymentId: ({ stage }) => stage.deploymentId,
  domainName,
  domainPrefix: (exchange) => domainName(exchange)?.split('.')[0],
  'error.message': ({ refusal }) => refusal?.text ?? undefined,
  'error.messageString': ({ refusal }) => JSON.stringify(refusal?.text ?? null),
  'error.responseType': ({ refusal }) => refusal?.type,
  'error.validationErrorString': ({ refusal }) => refusal?.validationErrors,
  extendedRequestId: ({ extendedRequestId }) => extendedRequestId,
  httpMethod: ({ request }) => request.method,
  'identity.accountId': never,
  'identity.apiKey': ({ apiKey }) => apiKey?.value,
  'identity.apiKeyId': ({ apiKey }) => apiKey?.id,
  'identity.caller': never,
  'identity.clientCert.clientCertPem': ({ request }) => request.clientCertificate?.clientCertPem,
  'identity.clientCert.issuerDN': ({ request }) => request.clientCertificate?.issuerDN,
  'identity.clientCert.serialNumber': ({ request }) => request.clientCertificate?.serialNumber,
  'identity.clientCert.subjectDN': ({ request }) => request.clientCertificate?.subjectDN,
  'identity.clientCert.validity.notAfter': ({ request }) => request.clientCertificate?.validity.notAfter,
  'identity.clientCert.validity.notBefore': ({ request }) => request.clientCertificate?.validity.notBefore,
  'identity.cognitoAuthenticationProvider': never,
  'identity.cognitoAuthenticationType': never,
  'identity.cognitoIdentityId': never,
  'identity.cognitoIdentityPoolId': never,
  'identity.principalOrgId': never,
  'identity.sourceIp': ({ request }) => request.clientIp,
  'identity.user': never,
  'identity.userAgent': ({ request }) => valuesOf(request.headers, 'user-agent').at(-1),
  'identity.userArn': never,
  'integration.error': ({ refusal, integrationStatus }) =>
    integrationStatus === undefined ? undefined : (refusal?.text ?? undefined),
  'integration.integrationStatus': ({ integrationStatus }) => number(integrationStatus),
  'integration.latency': ({ integrationLatencyMillis }) => number(integrationLatencyMillis),
  'integration.requestId': never,
  'integration.status': ({ integrationStatus }) => number(integrationStatus),
  integrationErrorMessage: ({ refusal, integrationStatus }) =>
    integrationStatus === undefined ? undefined : (refusal?.text ?? undefined),
  integrationLatency: ({ integrationLatencyMillis }) => number(integrationLatencyMillis),
  integrationStatus: ({ integrationStatus }) => number(integrationStatus),
  path: ({ request }) => request.path,
  protocol: ({ request }) => request.protocol,
  requestId: ({ requestId }) => requestId,
  requestTime: ({ receivedAtMillis }) => toRequestTime(receivedAtMillis),
  requestTimeEpoch: ({ receivedAtMillis }) => String(receivedAtMillis),
  resourceId: ({ route }) => route?.resource.id,
  resourcePath: ({ route }) => route?.resource.path,
  responseLatency: ({ outcome }) => number(outcome?.latencyMillis),
  responseLength: ({ outcome }) => number(outcome?.bytes),
  stage: ({ stage }) => stage.name,
  status: ({ outcome }) => number(outcome?.status),
  tlsVersion: ({ request }) => request.tls?.version,
  'waf.error': waf.error,
  'waf.latency': never,
  'waf.status': waf.status,
  wafResponseCode: ({ firewall, firewallBlocked }) => firewall && (firewallBlocked ? 'WAF_BLOCK' : 'WAF_ALLOW'),
  webaclArn: ({ webAclArn }) => webAclArn,
  xrayTraceId: ({ stage, traceId }) => (stage.tracing ? traceId.slice('Root='.length) : undefined),
} as const satisfies Readonly<Record<string, Reader>>;

import type { JsonObject } from '../../json.ts';
import type { Exchange } from '../exchange.ts';
import { routeOf } from '../exchange.ts';
import { contextVariables } from './context-variables.ts';
import { toRequestTime } from './request-time.ts';

/** `requestContext` of a proxy event and of an authorizer's event. */
export function toRequestContext(exchange: Exchange): JsonObject {
  const { api, stage, request, apiKey, authorization } = exchange;
  const { clientCertificate } = request;
  return {
    accountId: api.accountId,
    apiId: api.id,
    ...(authorization && { authorizer: authorization.event }),
    deploymentId: stage.deploymentId,
    domainName: contextVariables.domainName(exchange) ?? null,
    domainPrefix: contextVariables.domainPrefix(exchange) ?? null,
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: request.method,
    identity: {
      accessKey: null,
      accountId: null,
      ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
      caller: null,
      ...(clientCertificate && { clientCert: { ...clientCertificate } }),
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.clientIp,
      user: null,
      userAgent: contextVariables['identity.userAgent'](exchange) ?? null,
      userArn: null,
    },
    path: request.path,
    protocol: request.protocol,
    requestId: exchange.requestId,
    requestTime: toRequestTime(exchange.receivedAtMillis),
    requestTimeEpoch: exchange.receivedAtMillis,
    resourceId: routeOf(exchange).resource.id,
    resourcePath: routeOf(exchange).resource.path,
    stage: stage.name,
  };
}

import type { JsonObject } from '../../json.ts';
import { authorizerArn, methodArn } from '../arns.ts';
import type { Exchange } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { toRequestParts } from '../messages/proxy-event.ts';
import { toRequestContext } from '../messages/request-context.ts';
import { Refusal } from '../refusal.ts';
import type { LambdaAuthorizer } from '../rest-api.ts';
import type { Authorization } from './authorization.ts';
import { type AuthorizerResult, parseAuthorizerResult } from './authorizer-result.ts';
import { identityOf } from './identity.ts';
import { type Decision, evaluatePolicy } from './policy.ts';

/**
 * Asks a TOKEN or REQUEST authorizer, or remembers what it said, and evaluates its policy for this very request.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export async function authorizeByLambda(
  authorizer: LambdaAuthorizer,
  exchange: Exchange,
  parts: GatewayParts,
): Promise<void> {
  const identity = authorizer.identitySources.map((source) => identityOf(source, exchange));
  if (!identity.every((value) => value !== undefined)) throw new Refusal('UNAUTHORIZED');
  if (authorizer.isWellFormed && !identity.every(authorizer.isWellFormed)) throw new Refusal('UNAUTHORIZED');

  const arn = methodArn(parts.environment, {
    apiId: exchange.api.id,
    stage: exchange.stage.name,
    httpMethod: exchange.request.method,
    path: exchange.path,
  });
  const startedAtMillis = parts.environment.now();
  let result = parts.authorizerCache.get(authorizer.id, identity);
  if (result === undefined) {
    result = await ask(authorizer, toEvent(authorizer, exchange, arn, identity), exchange, parts);
    parts.authorizerCache.set(authorizer.id, identity, result, authorizer.cacheSeconds);
  }
  exchange.authorizerLatencyMillis = parts.environment.now() - startedAtMillis;
  // Attached before the decision: the response to a denial may show what the authorizer has to say.
  exchange.authorization = toAuthorization(result, exchange.authorizerLatencyMillis);

  const denial = denials[evaluatePolicy(result.policyDocument, arn)];
  if (denial !== undefined) throw new Refusal('ACCESS_DENIED', { message: denial, member: 'Message' });
}

const denials: Readonly<Record<Decision, string | undefined>> = {
  allow: undefined,
  'explicit-deny': 'User is not authorized to access this resource with an explicit deny in an identity-based policy',
  'implicit-deny':
    'User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action',
};

async function ask(
  { id, functionArn }: LambdaAuthorizer,
  payload: JsonObject,
  { api, traceId }: Exchange,
  { environment, lambda }: GatewayParts,
): Promise<AuthorizerResult> {
  const sourceArn = authorizerArn(environment, api.id, id);
  if (!lambda.mayInvoke({ functionArn, principal: 'apigateway.amazonaws.com', sourceArn })) {
    throw new Refusal('AUTHORIZER_CONFIGURATION_ERROR');
  }
  const result = await lambda.invoke({ functionArn, payload, traceId });
  if (result.kind === 'returned') return parseAuthorizerResult(result.payload);
  // The one error by which a function says 401; every other is its own fault.
  if (result.kind === 'failed' && result.errorMessage === 'Unauthorized') throw new Refusal('UNAUTHORIZED');
  throw new Refusal('AUTHORIZER_FAILURE');
}

const toEvent = (
  { kind }: LambdaAuthorizer,
  exchange: Exchange,
  arn: string,
  identity: readonly string[],
): JsonObject =>
  kind === 'token'
    ? { type: 'TOKEN', methodArn: arn, authorizationToken: identity[0] }
    : {
        type: 'REQUEST',
        methodArn: arn,
        ...toRequestParts(exchange, {}),
        requestContext: toRequestContext(exchange),
      };

function toAuthorization(
  { principalId, context, usageIdentifierKey }: AuthorizerResult,
  integrationLatency: number,
): Authorization {
  const values = Object.entries(context ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as const],
  );
  return {
    principalId,
    event: { ...Object.fromEntries(values), principalId, integrationLatency },
    variables: new Map(values),
    usageIdentifierKey: usageIdentifierKey ?? undefined,
  };
}

import type { InvocationResult } from '../../lambda/index.ts';
import type { Answer } from '../answer.ts';
import { methodArn } from '../arns.ts';
import { type Exchange, routeOf } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { toProxyEvent } from '../messages/proxy-event.ts';
import { malformedResponse, parseProxyResponse } from '../messages/proxy-response.ts';
import { valuesOf } from '../received-request.ts';
import { Refusal } from '../refusal.ts';
import type { Integration } from '../rest-api.ts';

/** Lets the method's integration answer. */
export async function callIntegration(exchange: Exchange, parts: GatewayParts): Promise<Answer> {
  const { integration } = routeOf(exchange).method;
  return integration.kind === 'mock' ? integration.answer : await callLambda(integration, exchange, parts);
}

async function callLambda(
  { functionArn, timeoutMillis }: Extract<Integration, { kind: 'lambda' }>,
  exchange: Exchange,
  { environment, lambda }: GatewayParts,
): Promise<Answer> {
  const { resource } = routeOf(exchange);
  const sourceArn = methodArn(environment, {
    apiId: exchange.api.id,
    stage: exchange.stage.name,
    httpMethod: exchange.request.method,
    path: resource.path,
  });
  if (!lambda.mayInvoke({ functionArn, principal: 'apigateway.amazonaws.com', sourceArn })) {
    throw new Refusal('API_CONFIGURATION_ERROR');
  }
  const startedAtMillis = environment.now();
  try {
    const payload = toProxyEvent(exchange);
    const result = await within(timeoutMillis, lambda.invoke({ functionArn, payload, traceId: exchange.traceId }));
    // Lambda answers 429, which API Gateway takes for a mistake in the configuration: 500.
    if (result.kind === 'throttled') throw new Refusal('API_CONFIGURATION_ERROR');
    // Lambda itself answers 200 of a function that failed; the failure stands in what it answers.
    exchange.integrationStatus = 200;
    if (result.kind !== 'returned') throw malformedResponse();
    return withTraceId(
      parseProxyResponse(result.payload, exchange.api, valuesOf(exchange.request.headers, 'accept')[0]),
    );
  } finally {
    exchange.integrationLatencyMillis = environment.now() - startedAtMillis;
  }

  function withTraceId(answer: Answer): Answer {
    return { ...answer, headers: [...answer.headers, ['X-Amzn-Trace-Id', exchange.traceId]] };
  }
}

/** @throws Refusal INTEGRATION_TIMEOUT when the function has not answered in time; it runs on, as on AWS. */
async function within(milliseconds: number, invocation: Promise<InvocationResult>): Promise<InvocationResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Refusal('INTEGRATION_TIMEOUT')), milliseconds);
  });
  try {
    return await Promise.race([invocation, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { toGatewayResponse } from './messages/gateway-response.ts';
import { Refusal } from './refusal.ts';
import { attachRoute } from './steps/attach-route.ts';
import { callIntegration } from './steps/call-integration.ts';
import { checkApiKey } from './steps/check-api-key.ts';
import { checkAuthorizer } from './steps/check-authorizer.ts';
import { checkBody } from './steps/check-body.ts';
import { checkFirewall } from './steps/check-firewall.ts';
import { checkParameters } from './steps/check-parameters.ts';
import { checkSize } from './steps/check-size.ts';
import { checkThrottle } from './steps/check-throttle.ts';
import { checkUsagePlan } from './steps/check-usage-plan.ts';

type Step = (exchange: Exchange, parts: GatewayParts) => void | Promise<void>;

/** What a request passes before the integration sees it, in AWS's order. A step lets through by returning. */
export const steps: readonly Step[] = [
  checkSize,
  checkFirewall,
  attachRoute,
  checkAuthorizer,
  checkApiKey,
  checkUsagePlan,
  checkThrottle,
  checkParameters,
  checkBody,
];

/** Takes a request through all steps. What went wrong, in whatever way, becomes one answer here. */
export async function answer(
  exchange: Exchange,
  parts: GatewayParts,
  reportDefect: (error: unknown) => void,
): Promise<Answer> {
  try {
    for (const step of steps) await step(exchange, parts);
    return withIds(await callIntegration(exchange, parts), exchange);
  } catch (error) {
    if (!(error instanceof Refusal)) reportDefect(error);
    exchange.refusal = error instanceof Refusal ? error : new Refusal('DEFAULT_5XX');
    return withIds(toGatewayResponse(exchange, exchange.refusal), exchange);
  }
}

const withIds = (given: Answer, { requestId, extendedRequestId }: Exchange): Answer => ({
  ...given,
  headers: [
    ...given.headers.filter(([name]) => !ownHeaders.has(name.toLowerCase())),
    ['x-amzn-RequestId', requestId],
    ['x-amz-apigw-id', extendedRequestId],
  ],
});

const ownHeaders = new Set(['x-amzn-requestid', 'x-amz-apigw-id']);

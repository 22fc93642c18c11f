import middy from '@middy/core';
import type { Access, Endpoint, ProblemTable, RequestSchemas, ResponseSchemas } from '../contract/index.ts';
import { answer } from './answer.ts';
import { type Call, newCall } from './call.ts';
import { defence } from './defence.ts';
import { errorGate } from './error-gate.ts';
import type { GatewayEvent, GatewayResult, LambdaContext } from './gateway-event.ts';
import type { Implementation } from './implementation.ts';
import type { Observer } from './observe/observer.ts';
import { promiseOf } from './promise-of.ts';
import { type Run, run } from './run.ts';

/** A Lambda function behind a proxy integration. */
export type LambdaFunction = (event: GatewayEvent, context: LambdaContext) => Promise<GatewayResult>;

/**
 * Makes `handle`, which writes its logs and metrics to this observer.
 *
 * `handle(endpoint, implementation)` is a Lambda function that keeps the endpoint's contract. The implementation sees only
 * requests that passed the whole defence, and its answer is sent only if the contract promises it; every error becomes an
 * RFC 9457 problem that says nothing of the inside.
 */
export const handleWith =
  (observer: Observer) =>
  <
    Request extends RequestSchemas,
    Responses extends ResponseSchemas,
    Problems extends ProblemTable,
    Who extends Access,
    Idempotency extends 'required' | 'none',
  >(
    endpoint: Endpoint<Request, Responses, Problems, Who, Idempotency>,
    implementation: Implementation<Request, Responses, Problems, Who, Idempotency>,
  ): LambdaFunction =>
    // The pipeline calls it with the input that the contract's own validators made.
    pipeline(newCall(promiseOf(endpoint, observer)), implementation as unknown as Run);

/**
 * The Middy pipeline. The gate is registered first, because `onError` runs in reverse order and the gate has the last word.
 * Middy hands its handler the event and not `internal`, so the call takes the event's place.
 */
function pipeline(blank: Call, implementation: Run): LambdaFunction {
  const guarded = middy<unknown, unknown>({ timeoutEarlyInMillis: 0, internal: { ...blank } });
  guarded.onError(on(close));
  guarded.before(on(open));
  for (const step of defence) guarded.before(on(({ internal }) => step(internal)));
  // open() put the call there.
  guarded.handler(async (event) => answer(event as Call, await run(implementation, event as Call)));
  // Middy adds properties to a function that takes and answers exactly this.
  return guarded as unknown as LambdaFunction;
}

/** One request on its way through Middy, which copied the blank call into `internal`. */
interface Exchange {
  event: GatewayEvent | Call;
  readonly context: LambdaContext;
  response: GatewayResult | undefined;
  readonly error: unknown;
  readonly internal: Call;
}

function open(exchange: Exchange): void {
  const { event, context, internal } = exchange;
  // Nothing has replaced the event yet: it is what API Gateway sends to a proxy integration.
  internal.event = event as GatewayEvent;
  internal.context = context;
  internal.startedAt = performance.now();
  exchange.event = internal;
}

function close(exchange: Exchange): void {
  exchange.response = errorGate(exchange.internal, exchange.error);
}

// Middy types a request by the middlewares it was given; pipeline() gave it those that make an exchange.
const on =
  <Outcome>(act: (exchange: Exchange) => Outcome) =>
  (request: middy.Request): Outcome =>
    act(request as unknown as Exchange);

import middy from '@middy/core';
import type {
  Access,
  Endpoint,
  Idempotency,
  ProblemTable,
  RequestSchemas,
  ResponseSchemas,
  Versioning,
  Views,
} from '../contract/index.ts';
import { answer } from './answer.ts';
import { type Call, newCall, type Promised } from './call.ts';
import { defence } from './defence.ts';
import { errorGate } from './error-gate.ts';
import type { GatewayEvent, GatewayResult, LambdaContext } from './gateway-event.ts';
import { type ResponseSigner, signAnswers } from './http-signature/sign-answers.ts';
import { answerOnce } from './idempotency/answer-once.ts';
import type { AnswerStore, Repeats } from './idempotency/answer-store.ts';
import type { Implementation } from './implementation.ts';
import type { Observer } from './observe/observer.ts';
import { promiseOf } from './promise-of.ts';
import { type Run, run } from './run.ts';

/** A Lambda function behind a proxy integration. */
export type LambdaFunction = (event: GatewayEvent, context: LambdaContext) => Promise<GatewayResult>;

/** What a contract may need beside its implementation. */
interface Signing {
  /** Signs the answers of a contract that promises it, and of no other. */
  readonly signer?: ResponseSigner;
}

/** What a contract needs beside its implementation: how repeats are told, where it takes idempotency keys. */
export type HandleOptions<Key extends Idempotency> = Key extends 'none'
  ? [options?: Signing & { readonly repeats?: undefined }]
  : [options: Signing & { readonly repeats: Key extends 'required' ? Repeats : AnswerStore }];

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
    Key extends Idempotency,
    Version extends Versioning,
    Viewed extends Views,
  >(
    endpoint: Endpoint<Request, Responses, Problems, Who, Key, Version, Viewed>,
    implementation: Implementation<Request, Responses, Problems, Who, Key, Version, Viewed>,
    ...[options]: HandleOptions<Key>
  ): LambdaFunction => {
    assertGuarded(endpoint, options?.repeats);
    assertSigned(endpoint, options?.signer);
    // The pipeline calls it with the input that the contract's own validators made.
    const answer = pipeline(promiseOf(endpoint, observer), implementation as unknown as Run, options?.repeats);
    return options?.signer === undefined ? answer : signAnswers(answer, options.signer);
  };

/** The types say so already; a handler in JavaScript learns it before its first request. */
function assertGuarded({ route, idempotency }: Pick<Endpoint, 'route' | 'idempotency'>, repeats: Repeats | undefined) {
  if ((idempotency === 'none') === (repeats === undefined)) return;
  throw new Error(`${route}: \`repeats\` is needed where the contract takes an idempotency key, and nowhere else`);
}

/** Before its first request: an answer without the signature that was promised would look like an attack. */
function assertSigned({ route, signedResponse }: Pick<Endpoint, 'route' | 'signedResponse'>, signer?: ResponseSigner) {
  if (signedResponse === (signer !== undefined)) return;
  throw new Error(`${route}: \`signer\` is needed where the contract promises signed answers, and nowhere else`);
}

/**
 * The Middy pipeline. The gate is registered first, because `onError` runs in reverse order and the gate has the last word.
 * The call takes the place of the event: Middy hands its handler nothing else, and its `internal` is a dictionary, which
 * makes every step slower.
 */
function pipeline(promised: Promised, implementation: Run, repeats: Repeats | undefined): LambdaFunction {
  const guarded = middy<unknown, unknown>({ timeoutEarlyInMillis: 0 });
  guarded.onError(on(close));
  guarded.before(on((exchange) => open(exchange, promised)));
  for (const step of defence) guarded.before(on(({ event }) => step(event)));
  // open() put the call there.
  guarded.handler(async (event) => {
    const call = event as Call;
    const act = () => run(implementation, call);
    return answer(call, await (typeof repeats === 'object' ? answerOnce(repeats, call, act) : act()));
  });
  // Middy adds properties to a function that takes and answers exactly this.
  return guarded as unknown as LambdaFunction;
}

/** One request on its way through Middy. */
interface Exchange {
  event: Call;
  readonly context: LambdaContext;
  response: GatewayResult | undefined;
  readonly error: unknown;
}

function open(exchange: Exchange, promised: Promised): void {
  // Nothing has replaced the event yet: it is what API Gateway sends to a proxy integration.
  exchange.event = newCall(promised, exchange.event as unknown as GatewayEvent, exchange.context);
}

function close(exchange: Exchange): void {
  exchange.response = errorGate(exchange.event, exchange.error);
}

// Middy types a request by the middlewares it was given; pipeline() gave it those that make an exchange.
const on =
  <Outcome>(act: (exchange: Exchange) => Outcome) =>
  (request: middy.Request): Outcome =>
    act(request as unknown as Exchange);

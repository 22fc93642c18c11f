import type { InputFault } from '../contract/index.ts';
import { answerInTime } from './answer-in-time.ts';
import type { Call } from './call.ts';
import { Deadline } from './deadline.ts';
import { Problem } from './problem.ts';
import type { Reply } from './reply.ts';

/** An implementation as the pipeline calls it: handleWith() has checked its types against the contract. */
export type Run = (input: object) => Reply | Promise<Reply>;

/** Calls the endpoint's own code with the validated input, and waits no longer than the contract allows. */
export function run(implementation: Run, call: Call): Reply | Promise<Reply> {
  const deadline = new Deadline();
  const outcome = implementation(new Given(call, deadline));
  if (!(outcome instanceof Promise)) return outcome;
  return answerInTime(outcome, deadline, call.promised.endpoint.limits.timeoutMillis, call.context);
}

/** What an implementation is called with (`Input`); a class, so that its signal is made only when asked for. */
class Given {
  readonly path: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly principal: Call['principal'];
  readonly view: Call['view'];
  readonly idempotencyKey: Call['idempotencyKey'];
  readonly expectedVersion: Call['expectedVersion'];
  readonly requestId: Call['requestId'];
  readonly log: Call['log'];
  readonly refuse = refuse;
  readonly #deadline: Deadline;
  readonly #call: Call;

  constructor(call: Call, deadline: Deadline) {
    const { input, principal, view, idempotencyKey, expectedVersion, requestId, log } = call;
    this.path = input.path;
    this.query = input.query;
    this.headers = input.headers;
    this.body = input.body;
    this.principal = principal;
    this.view = view;
    this.idempotencyKey = idempotencyKey;
    this.expectedVersion = expectedVersion;
    this.requestId = requestId;
    this.log = log;
    this.#deadline = deadline;
    this.#call = call;
  }

  get bodyBytes(): Buffer {
    const { body, isBase64Encoded } = this.#call.event;
    return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  }

  get signal(): AbortSignal {
    return this.#deadline.signal;
  }
}

function refuse(code: string, faults?: readonly InputFault[]): never {
  throw new Problem(code, faults);
}

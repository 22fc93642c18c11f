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
  const { input, principal, idempotencyKey, requestId, log, promised, context } = call;
  const deadline = new Deadline();
  const outcome = implementation({
    ...input,
    principal,
    idempotencyKey,
    requestId,
    log,
    refuse,
    get signal() {
      return deadline.signal;
    },
  });
  if (!(outcome instanceof Promise)) return outcome;
  return answerInTime(outcome, deadline, promised.endpoint.limits.timeoutMillis, context);
}

function refuse(code: string, faults?: readonly InputFault[]): never {
  throw new Problem(code, faults);
}

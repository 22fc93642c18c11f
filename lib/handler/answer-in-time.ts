import type { Deadline } from './deadline.ts';
import type { LambdaContext } from './gateway-event.ts';
import { standardProblem } from './problem.ts';

/** What stays for writing the answer before Lambda ends the process, in milliseconds. */
const marginMillis = 250;

/**
 * The outcome of the work, if it comes within `limitMillis` and before Lambda would kill the function.
 *
 * Middy's own early timeout knows only Lambda's limit, and answers nothing of its own (`timeoutEarlyInMillis`).
 *
 * @throws Problem `unavailable` when time is up; the deadline's signal is aborted first.
 */
export async function answerInTime<Outcome>(
  work: Promise<Outcome>,
  deadline: Deadline,
  limitMillis: number,
  context: LambdaContext,
): Promise<Outcome> {
  const millis = Math.max(0, Math.min(limitMillis, context.getRemainingTimeInMillis() - marginMillis));
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    deadline.pass();
    reject(standardProblem('unavailable'));
  }, millis);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { headers } from '../../contract/index.ts';
import type { Call } from '../call.ts';
import { checkResponse } from '../check-response.ts';
import { Problem, standardProblem } from '../problem.ts';
import type { Reply } from '../reply.ts';
import type { AnswerStore, RequestClaim } from './answer-store.ts';
import { claimOf } from './claim-of.ts';

/**
 * The answer to a request with an idempotency key: what it did the first time it came
 * (draft-ietf-httpapi-idempotency-key-header-08 §2).
 *
 * What the implementation refuses is not kept: it changed nothing, and may be right the next time. What failed is not given
 * up either, because nobody knows what it changed: until its lease ends, repeating it is refused.
 *
 * @throws Problem `idempotency-key-reused` for another request under the same key, `idempotency-key-in-use` while the first
 * is under way, `answer-not-kept` where it is over and its answer was too long for the store.
 */
export async function answerOnce(store: AnswerStore, call: Call, act: () => Reply | Promise<Reply>): Promise<Reply> {
  if (call.idempotencyKey === undefined) return act();
  const claim = claimOf(call, call.idempotencyKey, Date.now() / 1_000);
  const claimed = await store.claim(claim);
  switch (claimed.kind) {
    case 'answered':
      return claimed.reply;
    case 'done':
      throw standardProblem('answer-not-kept');
    case 'other':
      throw standardProblem('idempotency-key-reused');
    case 'running':
      throw new Problem('idempotency-key-in-use', [], { headers: { [headers.retryAfter]: '1' } });
    case 'first':
      return actAndKeep(store, claim, call, act);
  }
}

async function actAndKeep(store: AnswerStore, claim: RequestClaim, call: Call, act: () => Reply | Promise<Reply>) {
  try {
    const reply = await act();
    // An answer that is not promised is never sent, and so never kept. It is kept as it was given: whoever sends it parses it,
    // each time by the view that the caller has then.
    await checkResponse(call, reply);
    await store.keep(claim, reply);
    return reply;
  } catch (error) {
    if (changedNothing(call, error)) await release(store, claim, call);
    throw error;
  }
}

const changedNothing = ({ promised }: Call, error: unknown): boolean =>
  error instanceof Problem && (promised.problems.get(error.code)?.status ?? 500) < 500;

/** The caller gets the refusal, whatever becomes of the claim: its lease ends by itself. */
async function release(store: AnswerStore, claim: RequestClaim, { log }: Call): Promise<void> {
  try {
    await store.release(claim);
  } catch (error) {
    log.warn('the claim of a refused request was not released', { error });
  }
}

import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  answerChallenge,
  type ChallengeRecord,
  type ChallengeStore,
  createChallenge,
  fingerprintOf,
  type Occasion,
} from '../../../lib/handler/one-time-code/one-time-code.ts';

const pepper = createSecretKey(randomBytes(32));
const nowSeconds = 1_800_000_000;
const occasion: Occasion = {
  subject: 'alice',
  purpose: 'transfer',
  transaction: { to: 'acc-2', amount: '10.00', currency: 'EUR' },
};

/** A store as DynamoDB keeps its promise: each step at once, with a pause before it. */
const storeOf = (record: ChallengeRecord): ChallengeStore => {
  let attempts = 0;
  let isConsumed = false;
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    async countAttempt(challengeId, limits) {
      await pause();
      const isOpen = challengeId === record.challengeId && !isConsumed && attempts < limits.attempts;
      if (!isOpen || !(limits.nowSeconds < record.expiresAtSeconds)) return undefined;
      attempts += 1;
      return { ...record, attempts };
    },
    async consume() {
      await pause();
      const isFirst = !isConsumed;
      isConsumed = true;
      return isFirst;
    },
  };
};

const challenge = () => {
  const { record, code } = createChallenge(occasion, { pepper, nowSeconds });
  const options = { store: storeOf(record), pepper, nowSeconds };
  return { record, code, options, answer: { challengeId: record.challengeId, code, occasion } };
};

describe('a one-time code', () => {
  it('has six digits and is kept as a keyed hash', () => {
    const { record, code } = challenge();
    assert.match(code, /^\d{6}$/);
    assert.ok(!JSON.stringify(record).includes(code));
  });

  it('answers its challenge once', async () => {
    const { answer, options } = challenge();
    assert.equal(await answerChallenge(answer, options), true);
    assert.equal(await answerChallenge(answer, options), false);
  });

  it('answers it once, however many ask at the same moment', async () => {
    const { answer, options } = challenge();
    const answers = await Promise.all(Array.from({ length: 50 }, () => answerChallenge(answer, options)));
    assert.equal(answers.filter(Boolean).length, 1);
  });

  it('can be guessed at five times, however many try at the same moment', async () => {
    const { answer, options, code } = challenge();
    const guesses = Array.from({ length: 1_000 }, (_, index) => String(index).padStart(6, '0')).filter(
      (guess) => guess !== code,
    );
    const tried = await Promise.all(guesses.map((guess) => answerChallenge({ ...answer, code: guess }, options)));
    assert.equal(tried.filter(Boolean).length, 0);
    assert.equal(await answerChallenge(answer, options), false);
  });

  it('is good until its last second, and no longer', async () => {
    const { answer, options } = challenge();
    assert.equal(await answerChallenge(answer, { ...options, nowSeconds: nowSeconds + 300 }), false);
    assert.equal(await answerChallenge(answer, { ...options, nowSeconds: nowSeconds + 299 }), true);
  });

  it('opens nothing but what it was asked for', async () => {
    const others: readonly Occasion[] = [
      { ...occasion, subject: 'bob' },
      { ...occasion, purpose: 'payee' },
      { ...occasion, transaction: { ...occasion.transaction, amount: '1000.00' } },
      { ...occasion, transaction: { ...occasion.transaction, to: 'acc-3' } },
      { ...occasion, transaction: { ...occasion.transaction, extra: 1 } },
      { ...occasion, transaction: {} },
    ];
    for (const other of others) {
      const { answer, options } = challenge();
      assert.equal(await answerChallenge({ ...answer, occasion: other }, options), false);
    }
  });

  it('is worthless under another pepper', async () => {
    const { answer, options } = challenge();
    assert.equal(await answerChallenge(answer, { ...options, pepper: createSecretKey(randomBytes(32)) }), false);
  });

  it('is bound to the occasion, not to the order of its members', () => {
    const members = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer()), { noNullPrototype: true });
    fc.assert(
      fc.property(members, members, (one, other) => {
        const reversed = Object.fromEntries(Object.entries(one).reverse());
        assert.equal(
          fingerprintOf({ ...occasion, transaction: one }),
          fingerprintOf({ ...occasion, transaction: reversed }),
        );
        const isSame = JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
        const areEqual =
          fingerprintOf({ ...occasion, transaction: one }) === fingerprintOf({ ...occasion, transaction: other });
        assert.equal(areEqual, isSame);
      }),
    );
  });
});

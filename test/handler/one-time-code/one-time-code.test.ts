import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { fingerprintOf, type Occasion } from '../../../lib/handler/one-time-code/occasion.ts';
import {
  answerChallenge,
  type ChallengeRecord,
  type ChallengeStore,
  createChallenge,
} from '../../../lib/handler/one-time-code/one-time-code.ts';
import { createProof, parseProof } from '../../../lib/handler/one-time-code/proof.ts';

const pepper = { version: 2, key: createSecretKey(randomBytes(32)) };
const peppers = async () => ({ newest: pepper, keyOf: (version: number) => (version === 2 ? pepper.key : undefined) });
const nowSeconds = 1_800_000_000;
const occasion: Occasion = {
  subject: 'alice',
  purpose: 'transfer',
  transaction: { to: 'acc-2', amount: '10.00', currency: 'EUR' },
};

/** A store as DynamoDB keeps its promise: each step at once, with a pause before it. */
const storeOf = (record: ChallengeRecord) => {
  let attempts = 0;
  const kept: { readonly hash: string; readonly expiresAtSeconds: number }[] = [];
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
  const store: ChallengeStore = {
    async countAttempt(challengeId, subject, limits) {
      await pause();
      const isOpen = challengeId === record.challengeId && subject === record.subject && kept.length === 0;
      if (!(isOpen && attempts < limits.attempts && limits.nowSeconds < record.expiresAtSeconds)) return undefined;
      attempts += 1;
      return record;
    },
    async consume(_, proof) {
      await pause();
      kept.push(proof);
      return kept.length === 1;
    },
  };
  return { store, kept };
};

const challenge = () => {
  const { record, code } = createChallenge(occasion, { pepper, nowSeconds });
  const { store, kept } = storeOf(record);
  const { challengeId, subject } = record;
  return { record, code, kept, options: { store, peppers, nowSeconds }, answer: { challengeId, code, subject } };
};
const isRight = async (...[answer, options]: Parameters<typeof answerChallenge>): Promise<boolean> =>
  (await answerChallenge(answer, options)) !== undefined;

describe('a one-time code', () => {
  it('has six digits and is kept as a keyed hash', () => {
    const { record, code } = challenge();
    assert.match(code, /^\d{6}$/);
    assert.ok(!JSON.stringify(record).includes(code));
  });

  it('answers its challenge once, with a proof of which only a hash is kept', async () => {
    const { answer, options, kept, record } = challenge();
    const answered = await answerChallenge(answer, options);
    assert.equal(answered?.expiresAtSeconds, nowSeconds + 300);
    const claimed = parseProof(answered?.token ?? '');
    assert.equal(claimed?.challengeId, record.challengeId);
    assert.deepEqual(kept, [{ hash: claimed?.hash, expiresAtSeconds: nowSeconds + 300 }]);
    assert.equal(await answerChallenge(answer, options), undefined);
  });

  it('answers it once, however many ask at the same moment', async () => {
    const { answer, options } = challenge();
    const answers = await Promise.all(Array.from({ length: 50 }, () => isRight(answer, options)));
    assert.equal(answers.filter(Boolean).length, 1);
  });

  it('can be guessed at five times, however many try at the same moment', async () => {
    const { answer, options, code } = challenge();
    const guesses = Array.from({ length: 1_000 }, (_, index) => String(index).padStart(6, '0')).filter(
      (guess) => guess !== code,
    );
    const tried = await Promise.all(guesses.map((guess) => isRight({ ...answer, code: guess }, options)));
    assert.equal(tried.filter(Boolean).length, 0);
    assert.equal(await isRight(answer, options), false);
  });

  it('is good until its last second, and no longer', async () => {
    const { answer, options } = challenge();
    assert.equal(await isRight(answer, { ...options, nowSeconds: nowSeconds + 300 }), false);
    assert.equal(await isRight(answer, { ...options, nowSeconds: nowSeconds + 299 }), true);
  });

  it('is answered by whom it was sent to; what others try costs him nothing', async () => {
    const { answer, options } = challenge();
    for (let time = 0; time < 6; time += 1) assert.equal(await isRight({ ...answer, subject: 'bob' }, options), false);
    assert.equal(await isRight(answer, options), true);
  });

  it('is worthless for another challenge and under another pepper', async () => {
    const [one, other] = [challenge(), challenge()];
    assert.notEqual(one.record.codeHash, other.record.codeHash);
    const mixed = {
      ...one.answer,
      challengeId: other.record.challengeId,
      code: one.code === other.code ? '' : one.code,
    };
    assert.equal(await isRight(mixed, other.options), false);
    const another = { version: 2, key: createSecretKey(randomBytes(32)) };
    const peppersOf = async () => ({ newest: another, keyOf: () => another.key });
    assert.equal(await isRight(one.answer, { ...one.options, peppers: peppersOf }), false);
    const removed = async () => ({ newest: pepper, keyOf: () => undefined });
    assert.equal(await isRight(one.answer, { ...one.options, peppers: removed }), false);
  });
});

describe('a proof', () => {
  it('is read back by its challenge and the hash of its secret', () => {
    const challengeId = '01234567-89ab-4cde-8f01-23456789abcd';
    const { token, hash } = createProof(challengeId);
    assert.deepEqual(parseProof(token), { challengeId, hash });
    assert.ok(!hash.includes(token.slice(37)));
  });

  it('is no proof when anything of it is missing, added or spelled otherwise', () => {
    const { token } = createProof('01234567-89ab-4cde-8f01-23456789abcd');
    for (const other of ['', token.slice(0, -1), `${token}A`, ` ${token}`, token.replace('.', ''), token.slice(37)]) {
      assert.equal(parseProof(other), undefined, other);
    }
    assert.equal(parseProof(`${token}\n`), undefined);
  });
});

describe('the fingerprint of an occasion', () => {
  it('differs in whatever may not be changed', () => {
    const others: readonly Occasion[] = [
      { ...occasion, subject: 'bob' },
      { ...occasion, purpose: 'payee' },
      { ...occasion, transaction: { ...occasion.transaction, amount: '1000.00' } },
      { ...occasion, transaction: { ...occasion.transaction, to: 'acc-3' } },
      { ...occasion, transaction: { ...occasion.transaction, extra: 1 } },
      { ...occasion, transaction: {} },
    ];
    const prints = [occasion, ...others].map(fingerprintOf);
    assert.equal(new Set(prints).size, prints.length);
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

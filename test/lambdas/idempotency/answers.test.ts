import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { type AnswerStore, type RequestClaim, reply } from '../../../lib/handler/index.ts';
import { serveTable } from '../serve-table.ts';

const now = Date.parse('2026-11-22T12:00:00Z') / 1_000;
const week = 7 * 86_400;

let table: Awaited<ReturnType<typeof serveTable>>;
let answers: AnswerStore;

before(async () => {
  table = await serveTable('IDEMPOTENCY_TABLE', 'id');
  ({ answers } = await import('../../../lambdas/idempotency/answers.ts'));
});
after(() => table.close());

const claimOf = (id: string, overrides: Partial<RequestClaim> = {}): RequestClaim => ({
  id,
  fingerprint: 'f',
  attempt: randomUUID(),
  nowSeconds: now,
  leaseEndsSeconds: now + 12,
  ...overrides,
});
const kinds = async (...claims: readonly RequestClaim[]) =>
  (await Promise.all(claims.map((claim) => answers.claim(claim)))).map(({ kind }) => kind);

describe('the store of answers', () => {
  it('lets one of a hundred attempts be the first', async () => {
    const id = randomUUID();
    const all = await kinds(...Array.from({ length: 100 }, () => claimOf(id)));
    assert.deepEqual(
      [all.filter((kind) => kind === 'first').length, all.filter((kind) => kind === 'running').length],
      [1, 99],
    );
  });

  it('knows an attempt again whose first answer was lost on the way, and lets it act', async () => {
    const claim = claimOf(randomUUID());
    assert.deepEqual(await kinds(claim), ['first']);
    assert.deepEqual(await kinds(claim), ['first']);
    await answers.keep(claim, reply(204, null));
    assert.deepEqual(await kinds(claim), ['answered']);
  });

  it('gives back what was answered: status, body, headers and version', async () => {
    const claim = claimOf(randomUUID());
    const kept = { ...reply(201, { name: 'Ζωή', list: [1, null] }, { Location: '/a' }), version: 3 };
    await answers.claim(claim);
    await answers.keep(claim, kept);
    assert.deepEqual(await answers.claim(claimOf(claim.id)), { kind: 'answered', reply: kept });
    assert.deepEqual(await kinds(claimOf(claim.id, { fingerprint: 'g' })), ['other']);
  });

  it('has no room for an answer of more than an item, remembers that there was one, and lets nobody act again', async () => {
    const [largest, tooLarge] = [claimOf(randomUUID()), claimOf(randomUUID())];
    const answerOf = (bytes: number) => reply(201, 'é'.repeat((bytes - JSON.stringify(reply(201, '')).length) / 2));
    for (const [claim, bytes, kind] of [
      [largest, 390_000, 'answered'],
      [tooLarge, 390_002, 'done'],
    ] as const) {
      await answers.claim(claim);
      await answers.keep(claim, answerOf(bytes));
      for (const later of [0, 60, week - 1])
        assert.deepEqual(await kinds(claimOf(claim.id, { nowSeconds: now + later })), [kind]);
      assert.deepEqual(await kinds(claimOf(claim.id, { fingerprint: 'g' })), ['other']);
      await assert.rejects(answers.release(claim), { name: 'ConditionalCheckFailedException' });
    }
  });

  it('tells another request under the same key, under way or answered or dead', async () => {
    const id = randomUUID();
    assert.deepEqual(await kinds(claimOf(id)), ['first']);
    assert.deepEqual(await kinds(claimOf(id, { fingerprint: 'g' })), ['other']);
    assert.deepEqual(await kinds(claimOf(id, { fingerprint: 'g', nowSeconds: now + 60 })), ['other']);
  });

  it('lets another attempt begin when the lease of the first is over, and not a second earlier', async () => {
    const id = randomUUID();
    await answers.claim(claimOf(id));
    assert.deepEqual(await kinds(claimOf(id, { nowSeconds: now + 11 })), ['running']);
    assert.deepEqual(await kinds(claimOf(id, { nowSeconds: now + 12 })), ['first']);
  });

  it('keeps no answer of an attempt that lost its claim', async () => {
    const late = claimOf(randomUUID());
    await answers.claim(late);
    const next = claimOf(late.id, { nowSeconds: now + 12, leaseEndsSeconds: now + 24 });
    await answers.claim(next);
    await assert.rejects(answers.keep(late, reply(201, 'late')), { name: 'ConditionalCheckFailedException' });
    await assert.rejects(answers.release(late), { name: 'ConditionalCheckFailedException' });
    await answers.keep(next, reply(201, 'next'));
    assert.partialDeepStrictEqual(await answers.claim(late), { kind: 'answered', reply: { body: 'next' } });
  });

  it('forgets what was released, and never what was answered', async () => {
    const [released, answered] = [claimOf(randomUUID()), claimOf(randomUUID())];
    await answers.claim(released);
    await answers.release(released);
    assert.deepEqual(await kinds(claimOf(released.id, { fingerprint: 'g' })), ['first']);
    await answers.claim(answered);
    await answers.keep(answered, reply(204, null));
    await assert.rejects(answers.release(answered));
    assert.deepEqual(await kinds(claimOf(answered.id)), ['answered']);
  });

  it('remembers for a week, and no longer, whether or not DynamoDB has deleted the item', async () => {
    const claim = claimOf(randomUUID());
    await answers.claim(claim);
    await answers.keep(claim, reply(204, null));
    assert.deepEqual(await kinds(claimOf(claim.id, { nowSeconds: now + week - 1 })), ['answered']);
    assert.deepEqual(await kinds(claimOf(claim.id, { nowSeconds: now + week, fingerprint: 'g' })), ['first']);
  });
});

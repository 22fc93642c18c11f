import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { apiKeyScheme, createAuthorizer } from '../../../lib/handler/index.ts';
import { isAllowed, keyEvent, serveKeys } from './serve-keys.ts';

const bank = await serveKeys();
after(() => bank.close());

const { issueKey } = await import('../../../lambdas/api-keys/issue-key.ts');
const { loadKey } = await import('../../../lambdas/api-keys/load-key.ts');
const { rotateKey } = await import('../../../lambdas/api-keys/rotate-key.ts');
const { revokeKey } = await import('../../../lambdas/api-keys/revoke-key.ts');
const { loadRecord } = await import('../../../lambdas/api-keys/load-record.ts');
const { peppers } = await import('../../../lambdas/api-keys/peppers.ts');

const start = 1_800_000_000;
const day = 86_400;
const { signal } = new AbortController();
const act = (nowSeconds: number) => ({ by: 'olivia', nowSeconds });
const issue = (expiresInDays = 90, nowSeconds = start) =>
  issueKey(
    { name: 'Acme', purpose: 'Rates', scopes: ['bank/rates.read'], roles: ['partner'], expiresInDays },
    act(nowSeconds),
    signal,
  );
async function rotate(keyId: string, graceSeconds: number, nowSeconds: number) {
  const outcome = await rotateKey(keyId, graceSeconds, act(nowSeconds), signal);
  assert('key' in outcome, JSON.stringify(outcome));
  return outcome;
}

/** Whether the bank's authorizer lets the key in at that second, over the real table. */
const opens = async (key: string, nowSeconds: number): Promise<boolean> => {
  const options = { load: loadRecord, peppers, meteringKey: async () => 'm', nowSeconds: () => nowSeconds };
  return isAllowed(await createAuthorizer(apiKeyScheme(options))(keyEvent(key)));
};

describe('the life of an API key', () => {
  it('ends with the day that it was issued for', async () => {
    const { key } = await issue(7);
    assert(await opens(key, start + 7 * day - 0.001));
    assert(!(await opens(key, start + 7 * day)));
  });

  it('goes on beside its successor until the overlap ends, and not a request longer', async () => {
    const old = await issue();
    const successor = await rotate(old.facts.keyId, 600, start + day);
    for (const nowSeconds of [start + day, start + day + 599, start + day + 599.999]) {
      assert(await opens(old.key, nowSeconds));
      assert(await opens(successor.key, nowSeconds));
    }
    assert(!(await opens(old.key, start + day + 600)));
    assert(await opens(successor.key, start + day + 600));
  });

  it('ends at once without an overlap', async () => {
    const old = await issue();
    await rotate(old.facts.keyId, 0, start + 5);
    assert(!(await opens(old.key, start + 5)));
  });

  it('ends at once when its successor is replaced in its turn', async () => {
    const first = await issue();
    const second = await rotate(first.facts.keyId, 7 * day, start);
    const third = await rotate(second.facts.keyId, 7 * day, start + 60);
    assert.deepEqual(await Promise.all([first, second, third].map(({ key }) => opens(key, start + 60))), [
      false,
      true,
      true,
    ]);
  });

  it('is not longer for its successor: neither by rotation, nor by an overlap beyond the end', async () => {
    const old = await issue(1);
    const successor = await rotate(old.facts.keyId, 7 * day, start + day - 1);
    for (const { key } of [old, successor]) {
      assert(await opens(key, start + day - 1));
      assert(!(await opens(key, start + day)));
    }
  });

  it('is not given back to the key before: one that was revoked or has ended stays as it is', async () => {
    const first = await issue();
    const second = await rotate(first.facts.keyId, 60, start);
    await revokeKey(first.facts.keyId, act(start + 10), signal);
    await rotate(second.facts.keyId, 60, start + 20);
    const before = await loadKey(first.facts.keyId, signal);
    assert.deepEqual([before?.status, before?.expiresAtSeconds], ['revoked', start + 60]);
  });

  it('passes on its terms', async () => {
    const wanted = { name: 'Acme', purpose: 'Rates', scopes: ['bank/rates.read'], roles: ['partner'] } as const;
    const limits = { allowedCidrs: ['198.51.100.0/24', '2001:db8::/32'], allowedMethods: ['GET'] as 'GET'[] };
    const { facts: old } = await issueKey(
      { ...wanted, scopes: [...wanted.scopes], roles: [...wanted.roles], ...limits, expiresInDays: 3 },
      act(start),
      signal,
    );
    const { facts } = await rotate(old.keyId, 60, start + 1);
    const { keyId, last4, createdAtSeconds, predecessor, ...terms } = facts;
    const { keyId: _, last4: __, createdAtSeconds: ___, predecessor: ____, ...before } = old;
    assert.deepEqual(terms, before);
    assert.equal(predecessor, old.keyId);
    assert.notEqual(keyId, old.keyId);
  });

  it('never leaves more than two keys of a lineage at work, nor one beyond its first end', async () => {
    const step = fc.record({
      afterSeconds: fc.integer({ min: 0, max: 5 * day }),
      which: fc.nat({ max: 20 }),
      graceSeconds: fc.integer({ min: 0, max: 7 * day }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const lineage = [await issue(20)];
        let nowSeconds = start;
        for (const { afterSeconds, which, graceSeconds } of steps) {
          nowSeconds += afterSeconds;
          const chosen = lineage[which % lineage.length]?.facts.keyId ?? '';
          const outcome = await rotateKey(chosen, graceSeconds, act(nowSeconds), signal);
          if ('key' in outcome) lineage.push(outcome);
          const open = await Promise.all(lineage.map(({ key }) => opens(key, nowSeconds)));
          assert(open.filter(Boolean).length <= 2);
        }
        for (const { key } of lineage) assert(!(await opens(key, start + 20 * day)));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a hundred rotations at once', () => {
  it('of one key leave it and one successor at work', async () => {
    const old = await issue();
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, () => rotateKey(old.facts.keyId, 600, act(start + 1), signal)),
    );
    const rotated = outcomes.flatMap((outcome) => ('key' in outcome ? [outcome] : []));
    assert.equal(rotated.length, 1);
    assert.equal(outcomes.filter((each) => 'refused' in each && each.refused === 'api-key-replaced').length, 99);
    const live = await Promise.all([old, ...rotated].map(({ key }) => opens(key, start + 1)));
    assert.deepEqual(live, [true, true]);
  });

  it('of whatever key of a lineage leave at most two at work', async () => {
    const first = await issue();
    const second = await rotate(first.facts.keyId, 600, start);
    const lineage = [first, second];
    // All of them choose before any of them is done: half race for a key that was replaced, half for the one that is in use.
    await Promise.all(
      Array.from({ length: 100 }, async (_, turn) => {
        const chosen = lineage[turn % lineage.length]?.facts.keyId ?? '';
        const outcome = await rotateKey(chosen, 600, act(start + 1), signal);
        if (!('key' in outcome)) return;
        lineage.push(outcome);
        // Some race for the successor while others still race for the old key.
        const next = await rotateKey(outcome.facts.keyId, 600, act(start + 1), signal);
        if ('key' in next) lineage.push(next);
      }),
    );
    assert(lineage.length > 3);
    const live = await Promise.all(lineage.map(({ key }) => opens(key, start + 1)));
    assert(live.filter(Boolean).length <= 2);
  });
});

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { pepperRing, toPeppers } from '../../../lib/handler/index.ts';

const [old, young, youngest] = ['o'.repeat(32), 'y'.repeat(32), 'z'.repeat(64)];
const hashBy = (key: Parameters<typeof createHmac>[1] | undefined) =>
  key === undefined ? undefined : createHmac('sha256', key).update('x').digest('hex');

describe('the peppers of a secret', () => {
  it('are one text, which is the first version', () => {
    const { newest, keyOf } = toPeppers(old);
    assert.deepEqual([newest.version, hashBy(newest.key), hashBy(keyOf(1))], [1, hashBy(old), hashBy(old)]);
    assert.equal(keyOf(2), undefined);
  });

  it('are a text for each version, and the highest is the newest, in whatever order they stand', () => {
    const { newest, keyOf } = toPeppers(JSON.stringify({ 9: young, 10: youngest, 1: old }));
    assert.deepEqual([newest.version, hashBy(newest.key)], [10, hashBy(youngest)]);
    assert.deepEqual([hashBy(keyOf(1)), hashBy(keyOf(9)), keyOf(2)], [hashBy(old), hashBy(young), undefined]);
  });

  const wrong: Readonly<Record<string, string>> = {
    'no JSON': `{"1":"${old}"`,
    'no version': '{}',
    'a version that is none': JSON.stringify({ '01': old }),
    'a version that begins at zero': JSON.stringify({ 0: old }),
    'a version with a name': JSON.stringify({ __proto: old }),
    'a pepper that is no text': JSON.stringify({ 1: [old] }),
    'a pepper that is too short': JSON.stringify({ 1: old, 2: 'short' }),
    'the same pepper twice': JSON.stringify({ 1: old, 2: old }),
    'a text that is too short': 'short',
  };
  for (const [what, secret] of Object.entries(wrong)) {
    it(`are not read from ${what}, and nothing of it is said`, () => {
      assert.throws(
        () => toPeppers(secret),
        (error: Error) => !/o{3}|short/.test(error.message) && error.cause === undefined,
      );
    });
  }
});

describe('the peppers at hand', () => {
  function vault(...secrets: readonly [string, ...string[]]) {
    const state = { secret: secrets[0], now: 0, asked: 0, isDown: false };
    const peppers = pepperRing(
      async () => {
        state.asked += 1;
        if (state.isDown) throw new Error('vault');
        return state.secret;
      },
      300_000,
      () => state.now,
    );
    return { state, peppers };
  }

  it('are loaded once in a while, by however many at the same time', async () => {
    const { state, peppers } = vault(old);
    await Promise.all([peppers(), peppers(1), peppers()]);
    state.now = 299_999;
    await peppers(1);
    assert.equal(state.asked, 1);
    state.now = 300_000;
    await peppers();
    assert.equal(state.asked, 2);
  });

  it('are loaded again for a version that is newer than they are, and not more often than in ten seconds', async () => {
    const { state, peppers } = vault(old);
    await peppers();
    state.secret = JSON.stringify({ 1: old, 2: young });
    for (const now of [5_000, 9_999]) {
      state.now = now;
      assert.equal((await peppers(2)).keyOf(2), undefined);
    }
    state.now = 10_000;
    assert.equal((await peppers(2)).newest.version, 2);
    assert.equal(state.asked, 2);
  });

  it('know one that was removed until they are loaded again, and never after', async () => {
    const { state, peppers } = vault(JSON.stringify({ 1: old, 2: young }));
    const knows = async () => (await peppers(1)).keyOf(1) !== undefined;
    await peppers();
    state.secret = JSON.stringify({ 2: young });
    state.now = 299_999;
    assert.equal(await knows(), true);
    state.now = 300_000;
    assert.deepEqual([await knows(), await knows()], [false, false]);
    state.now += 60_000;
    assert.equal(await knows(), false);
  });

  it('are not used longer when the vault is down, and asked for again when it is up', async () => {
    const { state, peppers } = vault(old);
    await peppers();
    state.now = 300_000;
    state.isDown = true;
    await assert.rejects(peppers(), { message: 'vault' });
    state.isDown = false;
    assert.equal((await peppers()).newest.version, 1);
  });
});

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { scannerKeyRing } from '../../../lib/handler/index.ts';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = publicKey.export({ type: 'spki', format: 'pem' });
const minute = 60_000;

/** A scanner that publishes keys of these ids, and the ring that a bank keeps of them. */
function scanner(...ids: readonly string[]) {
  const state = { ids, now: 1_800_000_000_000, asked: 0, isDown: false };
  const keysFor = scannerKeyRing(
    async () => {
      state.asked += 1;
      if (state.isDown) throw new Error('down');
      return { public_keys: state.ids.map((id) => ({ key_identifier: id, key })) };
    },
    () => state.now,
  );
  return { state, knows: async (id: string) => (await keysFor(id)).has(id) };
}

describe('the keys of a scanner', () => {
  it('are loaded once for many reports, however many come at the same time', async () => {
    const { state, knows } = scanner('a', 'b');
    assert.deepEqual(await Promise.all(['a', 'b', 'a', 'c'].map(knows)), [true, true, true, false]);
    assert.deepEqual([await knows('a'), await knows('b'), state.asked], [true, true, 1]);
  });

  it('know one that was withdrawn for an hour, and not a moment longer', async () => {
    const { state, knows } = scanner('a');
    assert.equal(await knows('a'), true);
    state.ids = ['b'];
    state.now += 60 * minute - 1;
    assert.equal(await knows('a'), true);
    state.now += 1;
    assert.equal(await knows('a'), false);
  });

  it('are not used beyond that when the scanner cannot be asked', async () => {
    const { state, knows } = scanner('a');
    await knows('a');
    state.isDown = true;
    state.now += 60 * minute;
    await assert.rejects(knows('a'), { message: 'down' });
    await assert.rejects(knows('a'), /could not be loaded a moment ago/);
    assert.equal(state.asked, 2);
    state.isDown = false;
    state.now += 10_000;
    assert.equal(await knows('a'), true);
  });

  it('are asked for again when a report names one that is new', async () => {
    const { state, knows } = scanner('a');
    await knows('a');
    state.ids = ['b'];
    state.now += 5 * minute;
    assert.deepEqual([await knows('b'), await knows('a'), state.asked], [true, false, 2]);
  });

  it('are asked for by strangers who make up ids once in five minutes', async () => {
    const { state, knows } = scanner('a');
    for (let index = 0; index < 600; index += 1) {
      assert.equal(await knows(`made up ${index}`), false);
      state.now += 1_000;
    }
    assert.equal(state.asked, 2);
    assert.equal(await knows('a'), true);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NoteUse, noteUse, secondsBetweenNotes } from '../../../lib/handler/api-key/note-use.ts';

const use = (lastUsedAtSeconds: number | undefined, nowSeconds = 10_000) => ({
  keyId: 'abcdefABCDEF',
  lastUsedAtSeconds,
  nowSeconds,
});

/** How often the store is asked to write. */
async function notes(lastUsedAtSeconds: number | undefined): Promise<number> {
  let asked = 0;
  await noteUse(async () => {
    asked += 1;
  }, use(lastUsedAtSeconds));
  return asked;
}

describe('the note of a use', () => {
  it('is written when there is none, or an old one, or one that cannot be read', async () => {
    for (const last of [undefined, 10_000 - secondsBetweenNotes, 0, Number.NaN]) assert.equal(await notes(last), 1);
  });

  it('is not written again within five minutes', async () => {
    for (const last of [10_000, 10_000 - secondsBetweenNotes + 1, 10_001]) assert.equal(await notes(last), 0);
  });

  it('never fails the request', async () => {
    const failing: readonly NoteUse[] = [
      async () => Promise.reject(new Error('the table is busy')),
      () => {
        throw new Error('no table');
      },
    ];
    for (const note of failing) await noteUse(note, use(undefined));
  });

  it('is waited for a quarter of a second at most, and then given up', async () => {
    let given: AbortSignal | undefined;
    const begun = performance.now();
    await noteUse((_keyId, _nowSeconds, signal) => {
      given = signal;
      return new Promise(() => {});
    }, use(undefined));
    const waited = performance.now() - begun;
    assert.ok(waited > 200 && waited < 2_000, String(waited));
    assert.equal(given?.aborted, true);
  });
});

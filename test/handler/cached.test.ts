import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cached } from '../../lib/handler/index.ts';

describe('cached', () => {
  const counting = () => {
    let loads = 0;
    let now = 0;
    const read = cached(
      async () => ++loads,
      1_000,
      () => now,
    );
    return {
      read,
      at: (millis: number) => {
        now = millis;
        return read();
      },
    };
  };

  it('loads once in its life, and again afterwards', async () => {
    const { at } = counting();
    assert.deepEqual([await at(0), await at(999), await at(1_000), await at(1_500)], [1, 1, 2, 2]);
  });

  it('shares one load among callers at the same time', async () => {
    const { read } = counting();
    assert.deepEqual(await Promise.all([read(), read()]), [1, 1]);
  });

  it('does not remember a failure', async () => {
    let loads = 0;
    const read = cached(async () => {
      loads += 1;
      if (loads === 1) throw new Error('vault');
      return loads;
    }, 1_000);
    await assert.rejects(read());
    assert.equal(await read(), 2);
  });
});

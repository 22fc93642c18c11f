import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cachedByKey } from '../../lib/handler/index.ts';

describe('what was loaded for a key', () => {
  const setup = (most = 2) => {
    const clock = { millis: 0 };
    const loaded: string[] = [];
    const cache = cachedByKey<string>({ lifeMillis: 1_000, most, nowMillis: () => clock.millis });
    const get = (key: string) =>
      cache(key, async () => {
        loaded.push(key);
        if (key === 'bad') throw new Error('down');
        return key.toUpperCase();
      });
    return { clock, loaded, get };
  };

  it('is remembered for a while and for that key alone, and shared by who asks at the same time', async () => {
    const { clock, loaded, get } = setup();
    assert.deepEqual(await Promise.all([get('a'), get('a'), get('b')]), ['A', 'A', 'B']);
    clock.millis = 999;
    await get('a');
    assert.deepEqual(loaded, ['a', 'b']);
    clock.millis = 1_000;
    await get('a');
    assert.deepEqual(loaded, ['a', 'b', 'a']);
  });

  it('makes room for others', async () => {
    const { loaded, get } = setup();
    for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await get(key);
    assert.deepEqual(loaded, ['a', 'b', 'c', 'a']);
  });

  it('is not remembered when loading failed', async () => {
    const { loaded, get } = setup();
    await assert.rejects(get('bad'));
    await assert.rejects(get('bad'));
    assert.deepEqual(loaded, ['bad', 'bad']);
  });
});

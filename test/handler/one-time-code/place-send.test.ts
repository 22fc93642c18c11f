import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { oneTimeCodeLimits } from '../../../lib/handler/one-time-code/one-time-code.ts';
import { placeSend } from '../../../lib/handler/one-time-code/place-send.ts';

const { sends, sendWindowSeconds, sendsPerDay, daySeconds } = oneTimeCodeLimits;
const windows = [
  [sends, sendWindowSeconds],
  [sendsPerDay, daySeconds],
] as const;

/** Seconds between one request and the next, as the clocks of several instances tell them: some go back a little. */
const pauses = fc.array(
  fc.oneof(
    fc.integer({ min: -5, max: 60 }),
    fc.constantFrom(0, 299, 300, 899, 900),
    fc.integer({ min: 0, max: 7_200 }),
  ),
  { minLength: 40, maxLength: 160, size: 'max' },
);

describe('the messages to one destination', () => {
  it('are never more than three in fifteen minutes or twenty in a day, wherever those begin', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), pauses, (start, steps) => {
        let nowSeconds = start;
        let kept: readonly number[] = [];
        const all: number[] = [];
        for (const step of steps) {
          nowSeconds += step;
          const { sentAtSeconds } = { sentAtSeconds: undefined, ...placeSend(kept, nowSeconds) };
          if (sentAtSeconds === undefined) continue;
          kept = sentAtSeconds;
          all.push(sentAtSeconds.at(-1) ?? assert.fail('nothing was placed'));
        }
        assert.ok(kept.length <= sendsPerDay);
        for (const [most, seconds] of windows) {
          for (const from of all) {
            const inWindow = all.filter((at) => at >= from && at < from + seconds);
            assert.ok(inWindow.length <= most, `${inWindow.length} in ${seconds} s from ${from}`);
          }
        }
      }),
    );
  });

  it('wait as long as they are told, and no second less', () => {
    fc.assert(
      fc.property(pauses, (steps) => {
        let nowSeconds = 1_800_000_000;
        let kept: readonly number[] = [];
        for (const step of steps) {
          nowSeconds += Math.abs(step);
          const placed = placeSend(kept, nowSeconds);
          const { retryAfterSeconds } = placed;
          if (retryAfterSeconds === undefined) {
            kept = placed.sentAtSeconds;
            continue;
          }
          assert.ok('sentAtSeconds' in placeSend(kept, nowSeconds + retryAfterSeconds));
          assert.ok(!('sentAtSeconds' in placeSend(kept, nowSeconds + retryAfterSeconds - 1)));
        }
      }),
    );
  });

  it('do not go where nobody can read when the last ones went', () => {
    for (const moments of [[Number.NaN], Array.from({ length: sends }, () => Number.NaN)]) {
      assert.deepEqual(placeSend(moments, 1_800_000_000), { retryAfterSeconds: sendWindowSeconds });
    }
    assert.deepEqual(placeSend([], Number.NaN), { retryAfterSeconds: sendWindowSeconds });
  });
});

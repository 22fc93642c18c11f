import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isUsable } from '../../../lib/handler/api-key/api-key-record.ts';
import { type KeyLife, longestGraceSeconds, rotateApiKey } from '../../../lib/handler/api-key/rotate-api-key.ts';

const start = 1_800_000_000;
const seconds = fc.integer({ min: start, max: start + 90 * 86_400 });
const grace = fc.integer({ min: 0, max: longestGraceSeconds });
const active = (expiresAtSeconds: number): KeyLife => ({ status: 'active', expiresAtSeconds, replacedBy: undefined });

describe('the rotation of an API key', () => {
  it('lets the old key work until the grace is over, and not a second longer', () => {
    const rotated = rotateApiKey(active(start + 1_000), { nowSeconds: start, graceSeconds: 60 });
    assert.deepEqual(rotated, {
      kind: 'rotated',
      predecessorExpiresAtSeconds: start + 60,
      successorExpiresAtSeconds: start + 1_000,
    });
  });

  it('never extends a life', () => {
    fc.assert(
      fc.property(seconds, seconds, grace, (nowSeconds, expiresAtSeconds, graceSeconds) => {
        const rotated = rotateApiKey(active(expiresAtSeconds), { nowSeconds, graceSeconds });
        if (rotated.kind === 'refused') return assert.ok(expiresAtSeconds <= nowSeconds);
        assert.ok(rotated.predecessorExpiresAtSeconds <= expiresAtSeconds);
        assert.ok(rotated.predecessorExpiresAtSeconds <= nowSeconds + graceSeconds);
        assert.equal(rotated.successorExpiresAtSeconds, expiresAtSeconds);
      }),
    );
  });

  it('leaves at most two keys of a lineage at work, whoever rotates when', () => {
    const act = fc.record({ afterSeconds: fc.integer({ min: 0, max: 86_400 }), which: fc.nat(), graceSeconds: grace });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const lineage = [active(start + 30 * 86_400)];
        let nowSeconds = start;
        for (const { afterSeconds, which, graceSeconds } of acts) {
          nowSeconds += afterSeconds;
          const index = which % lineage.length;
          const key = lineage[index];
          assert.ok(key);
          const rotated = rotateApiKey(key, { nowSeconds, graceSeconds });
          if (rotated.kind === 'refused') continue;
          // A key that is replaced ends its own predecessor: see the store.
          for (const [at, each] of lineage.entries()) {
            if (at < index) lineage[at] = { ...each, expiresAtSeconds: Math.min(each.expiresAtSeconds, nowSeconds) };
          }
          lineage[index] = { ...key, expiresAtSeconds: rotated.predecessorExpiresAtSeconds, replacedBy: 'next' };
          lineage.push(active(rotated.successorExpiresAtSeconds));
          assert.ok(lineage.filter((each) => isUsable(each, nowSeconds)).length <= 2);
        }
      }),
    );
  });

  it('replaces a key once, and none that has ended', () => {
    const now = { nowSeconds: start, graceSeconds: 60 };
    assert.deepEqual(rotateApiKey({ ...active(start + 1), replacedBy: 'k' }, now), {
      kind: 'refused',
      because: 'replaced',
    });
    assert.deepEqual(rotateApiKey(active(start), now), { kind: 'refused', because: 'ended' });
    assert.deepEqual(rotateApiKey({ ...active(start + 1), status: 'revoked' }, now), {
      kind: 'refused',
      because: 'ended',
    });
    assert.deepEqual(rotateApiKey(active(Number.NaN), now), { kind: 'refused', because: 'ended' });
  });

  for (const graceSeconds of [-1, 0.5, longestGraceSeconds + 1, Number.NaN]) {
    it(`takes no grace of ${graceSeconds} seconds`, () => {
      assert.throws(() => rotateApiKey(active(start + 1), { nowSeconds: start, graceSeconds }), RangeError);
    });
  }
});

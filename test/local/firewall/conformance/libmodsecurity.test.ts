import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { transformations } from '../../../../lib/local/firewall/transformations/transformations.ts';
import { compareWithModSecurity, whyNoOracle } from './compare.ts';
import { counterparts, withoutCounterpart } from './counterparts.ts';
import { knownDifferences } from './known-differences.ts';

/** The quick part of `npm run conformance:firewall`, which asks about ten thousand texts each. */
describe('text transformations, beside libmodsecurity', () => {
  it('are all either judged by it or named as what it lacks', () => {
    const named = [...Object.keys(counterparts), ...withoutCounterpart];
    assert.deepEqual(named.toSorted(), [...transformations.keys()].toSorted());
    for (const { transformation } of knownDifferences) assert.ok(transformation in counterparts, transformation);
  });

  it('do the same to random texts, but for the listed differences', (t) => {
    const missing = whyNoOracle();
    if (missing !== undefined) return t.diagnostic(`libmodsecurity judges nothing here: ${missing}`);
    for (const { transformation, unlisted } of compareWithModSecurity(1, 300)) {
      assert.deepEqual(unlisted, [], transformation);
    }
  });
});

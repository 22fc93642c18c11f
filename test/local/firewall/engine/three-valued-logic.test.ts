import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { allOf, anyOf, not, type Truth } from '../../../../lib/local/firewall/engine/truth.ts';

const truth = fc.constantFrom<Truth>('match', 'no-match', 'not-applicable');
const same = (it: Truth) => it;

describe('three-valued logic', () => {
  it('negates a match and a mismatch, and leaves what does not apply', () => {
    assert.equal(not('match'), 'no-match');
    assert.equal(not('no-match'), 'match');
    assert.equal(not('not-applicable'), 'not-applicable');
  });

  it('takes NOT NOT x for x', () => {
    fc.assert(fc.property(truth, (it) => assert.equal(not(not(it)), it)));
  });

  it('obeys De Morgan', () => {
    fc.assert(
      fc.property(fc.array(truth), (them) => {
        assert.equal(not(allOf(them, same)), anyOf(them.map(not), same));
      }),
    );
  });

  it('lets one mismatch settle AND, and one match OR, whatever does not apply', () => {
    fc.assert(
      fc.property(fc.array(truth), (them) => {
        assert.equal(allOf([...them, 'no-match'], same), 'no-match');
        assert.equal(anyOf(['match', ...them], same), 'match');
      }),
    );
  });

  it('is not applicable where an operand is, unless another settles it', () => {
    assert.equal(allOf(['match', 'not-applicable'] as const, same), 'not-applicable');
    assert.equal(anyOf(['no-match', 'not-applicable'] as const, same), 'not-applicable');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { AttributeValue } from '../../../../lib/local/dynamodb/values/attribute-value.ts';
import { compareValues } from '../../../../lib/local/dynamodb/values/compare-values.ts';
import { canonicalNumber } from '../../../../lib/local/dynamodb/values/decimal.ts';
import { keyBytes } from '../../../../lib/local/dynamodb/values/key-bytes.ts';

const numbers = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }), fc.integer({ min: -130, max: 80 }))
  .map(([digits, exponent]): AttributeValue => ({ N: canonicalNumber(`${digits}e${exponent}`) }));
/** Close to each other, so that digits and signs decide, not exponents. */
const smallNumbers = fc
  .tuple(fc.integer({ min: -130, max: 130 }), fc.integer({ min: -2, max: 2 }))
  .map(([digits, exponent]): AttributeValue => ({ N: canonicalNumber(`${digits}e${exponent}`) }));
const strings = fc.string({ unit: 'binary', minLength: 1 }).map((text): AttributeValue => ({ S: text }));
const binaries = fc
  .uint8Array({ minLength: 1 })
  .map((bytes): AttributeValue => ({ B: Buffer.from(bytes).toString('base64') }));

describe('the bytes of a key', () => {
  for (const [what, values] of Object.entries({ numbers, smallNumbers, strings, binaries })) {
    it(`are in the order of the keys: ${what}`, () => {
      fc.assert(
        fc.property(values, values, (one, two) => {
          const order = compareValues(one, two);
          assert.ok(order !== undefined);
          assert.equal(Math.sign(Buffer.compare(keyBytes(one), keyBytes(two))), Math.sign(order));
        }),
        { numRuns: 300 },
      );
    });
  }

  it('order the numbers that are easily got wrong', () => {
    const ascending = [
      '-1e125',
      '-10',
      '-9',
      '-1.25',
      '-1.2',
      '-1',
      '-1e-130',
      '0',
      '1e-130',
      '0.9',
      '1',
      '1.2',
      '1.25',
      '9',
      '10',
      '1e125',
    ];
    const bytes = ascending.map((text) => keyBytes({ N: canonicalNumber(text) }));
    assert.deepEqual(bytes.toSorted(Buffer.compare), bytes);
  });

  it('are refused for values that have no order', () => {
    assert.throws(() => keyBytes({ BOOL: true }), TypeError);
  });
});

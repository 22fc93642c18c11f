import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  addDecimals,
  canonicalNumber,
  compareDecimals,
  formatDecimal,
  NumberRefused,
  negate,
  parseDecimal,
} from '../../../../lib/local/dynamodb/values/decimal.ts';

/** Numbers as integer × 10^exponent, which reasoning with BigInt can follow. */
const parts = fc.record({
  digits: fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }),
  exponent: fc.integer({ min: -15, max: 15 }),
});
const textOf = ({ digits, exponent }: { digits: bigint; exponent: number }): string => `${digits}e${exponent}`;
const scaled = ({ digits, exponent }: { digits: bigint; exponent: number }): bigint =>
  digits * 10n ** BigInt(exponent + 15);
const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);

describe('numbers', () => {
  it('have one canonical form', () => {
    for (const [text, canonical] of [
      ['100.50', '100.5'],
      ['1e3', '1000'],
      ['+3', '3'],
      ['.123', '0.123'],
      ['5.', '5'],
      ['0001.230', '1.23'],
      ['-0', '0'],
      ['-0.00e7', '0'],
      ['-17.4E37', `-174${'0'.repeat(36)}`],
      ['1e-3', '0.001'],
      ['3.1415926535897932384626433832795028841', '3.1415926535897932384626433832795028841'],
      ['9.9e125', `99${'0'.repeat(124)}`],
      ['1e-130', `0.${'0'.repeat(129)}1`],
    ] as const) {
      assert.equal(canonicalNumber(text), canonical);
    }
  });

  it('are refused when they are none, or none that fits', () => {
    for (const text of ['', 'NaN', 'Infinity', 'dog', ' 1', '1 ', '1e', '--1', '1.2.3', '.', '0x10', '1_000', '१']) {
      assert.throws(() => canonicalNumber(text), new NumberRefused(refusalFor(text)));
    }
    for (const text of ['1e126', '-11e125', '1e999999999999']) {
      assert.throws(() => canonicalNumber(text), /overflow/);
    }
    for (const text of ['1e-131', '-0.9e-130', '1e-999999999999']) {
      assert.throws(() => canonicalNumber(text), /underflow/);
    }
    assert.throws(() => canonicalNumber('3.14159265358979323846264338327950288419'), /38 significant digits/);
  });

  it('are as they are written where a double says the same, as a decimal would', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ min: -1e3, max: 1e3 })),
        (number) => {
          for (const text of [String(number), number.toFixed(3), number.toPrecision(12)]) {
            const decimal = (): string => formatDecimal(parseDecimal(text));
            let expected: string;
            try {
              expected = decimal();
            } catch {
              assert.throws(() => canonicalNumber(text), NumberRefused);
              continue;
            }
            assert.equal(canonicalNumber(text), expected);
          }
        },
      ),
    );
  });

  it('read back as what they were written from', () => {
    fc.assert(
      fc.property(parts, (number) => {
        const canonical = canonicalNumber(textOf(number));
        assert.equal(canonicalNumber(canonical), canonical);
        assert.equal(formatDecimal(parseDecimal(canonical)), canonical);
        assert.equal(compareDecimals(parseDecimal(canonical), parseDecimal(textOf(number))), 0);
      }),
    );
  });

  it('add, subtract and compare exactly', () => {
    fc.assert(
      fc.property(parts, parts, (one, two) => {
        const [left, right] = [parseDecimal(textOf(one)), parseDecimal(textOf(two))];
        assert.equal(sign(BigInt(compareDecimals(left, right))), sign(scaled(one) - scaled(two)));
        fc.pre(fits(scaled(one) + scaled(two)) && fits(scaled(one) - scaled(two)));
        const sum = { digits: scaled(one) + scaled(two), exponent: -15 };
        const difference = { digits: scaled(one) - scaled(two), exponent: -15 };
        assert.equal(formatDecimal(addDecimals(left, right)), canonicalNumber(textOf(sum)));
        assert.equal(formatDecimal(addDecimals(left, negate(right))), canonicalNumber(textOf(difference)));
      }),
    );
  });

  it('are never rounded: a sum that needs more digits is refused', () => {
    assert.throws(() => addDecimals(parseDecimal('1e50'), parseDecimal('1')), /overflow/);
    assert.throws(() => addDecimals(parseDecimal('9e125'), parseDecimal('9e125')), /overflow/);
    assert.equal(formatDecimal(addDecimals(parseDecimal('1e37'), parseDecimal('1'))), `1${'0'.repeat(36)}1`);
  });
});

const refusalFor = (text: string): string =>
  `The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`;

const fits = (value: bigint): boolean => {
  const digits = String(value < 0n ? -value : value);
  let significant = digits.length;
  while (digits[significant - 1] === '0') significant -= 1;
  return significant <= 38;
};

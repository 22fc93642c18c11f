import type { AttributeValue } from './attribute-value.ts';
import { digitsOf, magnitudeOf, parseDecimal } from './decimal.ts';

/**
 * The bytes of a key attribute, such that comparing bytes is comparing keys: UTF-8 for strings, the bytes themselves
 * for binary, and for numbers a sign byte, an exponent byte and two decimal digits a byte.
 */
export const keyBytes = (value: AttributeValue): Buffer => {
  if ('S' in value) return Buffer.from(value.S, 'utf8');
  if ('B' in value) return Buffer.from(value.B, 'base64');
  if ('N' in value) return numberBytes(value.N);
  throw new TypeError('A key attribute is a string, a number or binary');
};

const NEGATIVE = 0x40;
const ZERO = 0x80;
const POSITIVE = 0xc0;
/** Magnitudes are -130 to 125: with this they fill a byte exactly. */
const EXPONENT_BIAS = 130;

const numberBytes = (canonical: string): Buffer => {
  const decimal = parseDecimal(canonical);
  if (decimal.coefficient === 0n) return Buffer.from([ZERO]);
  const magnitude = [magnitudeOf(decimal) + EXPONENT_BIAS, ...digitPairs(digitsOf(decimal.coefficient))];
  // Of two negative numbers the one with the larger magnitude is the smaller: complement each byte, and end with the
  // highest, so that -1.2 stands above -1.25 although its digits are a prefix.
  return decimal.coefficient > 0n
    ? Buffer.from([POSITIVE, ...magnitude])
    : Buffer.from([NEGATIVE, ...magnitude.map((byte) => 0xff - byte), 0xff]);
};

const digitPairs = (digits: string): number[] => {
  const pairs: number[] = [];
  for (let at = 0; at < digits.length; at += 2) pairs.push(Number(digits.slice(at, at + 2).padEnd(2, '0')) + 1);
  return pairs;
};

/**
 * DynamoDB's numbers: decimal, exact, up to 38 significant digits, magnitude from 1E-130 to 9.99…E+125
 * ("Data types: Number" in the developer guide). Kept as `coefficient × 10^exponent`, without trailing zeros in the
 * coefficient, so that equal numbers have one form.
 */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const SIGNIFICANT_DIGITS = 38;
const LARGEST_MAGNITUDE = 125;
const SMALLEST_MAGNITUDE = -130;
/** Exponents in a text beyond this are out of range whatever the digits are; the bound keeps BigInt arithmetic small. */
const LONGEST_NUMBER = 1000;

/** Thrown for a text that is no number, or none that DynamoDB can hold; the message is AWS's. */
export class NumberRefused extends Error {
  override readonly name = 'NumberRefused';
}

const overflow = () =>
  new NumberRefused('Number overflow. Attempting to store a number with magnitude larger than supported range');
const underflow = () =>
  new NumberRefused('Number underflow. Attempting to store a number with magnitude smaller than supported range');

/** @throws NumberRefused */
export const parseDecimal = (text: string): Decimal => {
  const notNumeric = () =>
    new NumberRefused(
      `The parameter cannot be converted to a numeric value${text === '' || text.length > LONGEST_NUMBER ? '' : `: ${text}`}`,
    );
  if (text.length > LONGEST_NUMBER) throw notNumeric();

  let at = 0;
  const takeDigits = (): string => {
    const from = at;
    while (isDigit(text.charCodeAt(at))) at += 1;
    return text.slice(from, at);
  };
  const takeSign = (): boolean => {
    const negative = text[at] === '-';
    if (negative || text[at] === '+') at += 1;
    return negative;
  };

  const negative = takeSign();
  const whole = takeDigits();
  let fraction = '';
  if (text[at] === '.') {
    at += 1;
    fraction = takeDigits();
  }
  if (whole === '' && fraction === '') throw notNumeric();
  let exponent = 0;
  if (text[at] === 'e' || text[at] === 'E') {
    at += 1;
    const negativeExponent = takeSign();
    const digits = takeDigits();
    if (digits === '') throw notNumeric();
    exponent = negativeExponent ? -Number(digits) : Number(digits);
  }
  if (at !== text.length) throw notNumeric();

  const magnitude = BigInt(whole + fraction);
  return checked(negative ? -magnitude : magnitude, exponent - fraction.length);
};

/** Plain notation without exponent, leading or trailing zeros: the form in which DynamoDB gives numbers back. */
export const formatDecimal = ({ coefficient, exponent }: Decimal): string => {
  const sign = coefficient < 0n ? '-' : '';
  const digits = digitsOf(coefficient);
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  const point = digits.length + exponent;
  return point > 0
    ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
    : `${sign}0.${'0'.repeat(-point)}${digits}`;
};

/** @throws NumberRefused */
export const canonicalNumber = (text: string): string => {
  // Almost every number is a short one that a double holds exactly, written as plainly as can be.
  if (text.length < 16 && isPlain(text, Number(text))) return text;
  return formatDecimal(parseDecimal(text));
};

const isPlain = (text: string, number: number): boolean =>
  Number.isFinite(number) && String(number) === text && !text.includes('e');

/** @throws NumberRefused when the sum needs more digits than DynamoDB keeps: it does not round */
export const addDecimals = (left: Decimal, right: Decimal): Decimal => {
  const exponent = Math.min(left.exponent, right.exponent);
  const sum = scaled(left, exponent) + scaled(right, exponent);
  try {
    return checked(sum, exponent);
  } catch (refusal) {
    // AWS calls a sum with too many digits an overflow, too.
    throw refusal instanceof NumberRefused ? overflow() : refusal;
  }
};

export const negate = ({ coefficient, exponent }: Decimal): Decimal => ({ coefficient: -coefficient, exponent });

/** Negative, zero or positive, as `left` is below, equal to or above `right`. */
export const compareDecimals = (left: Decimal, right: Decimal): number => {
  const exponent = Math.min(left.exponent, right.exponent);
  const difference = scaled(left, exponent) - scaled(right, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** The significant digits, without sign. */
export const digitsOf = (coefficient: bigint): string => (coefficient < 0n ? -coefficient : coefficient).toString();

/** The exponent of scientific notation: 2 for 123. */
export const magnitudeOf = ({ coefficient, exponent }: Decimal): number => digitsOf(coefficient).length - 1 + exponent;

const scaled = (decimal: Decimal, exponent: number): bigint =>
  decimal.coefficient * 10n ** BigInt(decimal.exponent - exponent);

const checked = (coefficient: bigint, exponent: number): Decimal => {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  const digits = digitsOf(coefficient);
  let significant = digits.length;
  while (digits[significant - 1] === '0') significant -= 1;
  const zeros = digits.length - significant;
  const magnitude = digits.length - 1 + exponent;
  if (!(magnitude <= LARGEST_MAGNITUDE)) throw overflow();
  if (!(magnitude >= SMALLEST_MAGNITUDE)) throw underflow();
  if (!(significant <= SIGNIFICANT_DIGITS)) {
    throw new NumberRefused('Attempting to store more than 38 significant digits in a Number');
  }
  return { coefficient: coefficient / 10n ** BigInt(zeros), exponent: exponent + zeros };
};

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

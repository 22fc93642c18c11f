/** Arithmetic in GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1, as QR codes use it (ISO/IEC 18004 §7.5.2). */
const exponents = new Uint8Array(510);
const logarithms = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  exponents[power] = value;
  exponents[power + 255] = value;
  logarithms[value] = power;
  value = (value << 1) ^ (value >= 128 ? 0x11d : 0);
}

const at = (table: Uint8Array, index: number): number => table[index] ?? 0;

const multiply = (one: number, other: number): number =>
  one === 0 || other === 0 ? 0 : at(exponents, at(logarithms, one) + at(logarithms, other));

/** The polynomial (x - 1)(x - 2)(x - 4)… of a degree, without its leading one, highest power first. */
function generator(degree: number): Uint8Array {
  const result = new Uint8Array(degree);
  result[degree - 1] = 1;
  for (let root = 0; root < degree; root += 1) {
    for (let index = 0; index < degree; index += 1) {
      result[index] =
        multiply(at(result, index), at(exponents, root)) ^ (index + 1 < degree ? at(result, index + 1) : 0);
    }
  }
  return result;
}

/** The Reed-Solomon codewords that let a reader mend the data. */
export function correctionOf(data: Uint8Array, length: number): Uint8Array {
  const divisor = generator(length);
  const remainder = new Uint8Array(length);
  for (const byte of data) {
    const factor = byte ^ at(remainder, 0);
    remainder.copyWithin(0, 1);
    remainder[length - 1] = 0;
    for (let index = 0; index < length; index += 1) {
      remainder[index] = at(remainder, index) ^ multiply(at(divisor, index), factor);
    }
  }
  return remainder;
}

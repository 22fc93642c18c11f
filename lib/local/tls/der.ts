/**
 * The few Distinguished Encoding Rules that a certificate needs (X.690 §8, §10). Each function answers one encoded value.
 */

const encode = (tag: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
};

/** Short form below 128, else the number of length bytes and the length (§8.1.3). */
const lengthOf = ({ length }: Buffer): Buffer => {
  if (length < 128) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
};

export const sequence = (...members: readonly Buffer[]): Buffer => encode(0x30, ...members);
export const set = (...members: readonly Buffer[]): Buffer => encode(0x31, ...members);
export const boolean = (value: boolean): Buffer => encode(0x01, Buffer.from([value ? 0xff : 0]));
/** From the big-endian bytes of a number whose first bit is 0. */
export const integer = (bytes: Buffer): Buffer => encode(0x02, bytes);
export const octetString = (content: Buffer): Buffer => encode(0x04, content);
export const utf8String = (text: string): Buffer => encode(0x0c, Buffer.from(text, 'utf8'));
/** Of whole bytes, or with the given number of bits at the end left out. */
export const bitString = (content: Buffer, unusedBits = 0): Buffer => encode(0x03, Buffer.from([unusedBits]), content);
/** `[n] EXPLICIT`, or an implicit tag on a constructed value. */
export const tagged = (tag: number, ...content: readonly Buffer[]): Buffer => encode(0xa0 | tag, ...content);
/** `[n] IMPLICIT` on a primitive value. */
export const taggedPrimitive = (tag: number, content: Buffer): Buffer => encode(0x80 | tag, content);

/** From dotted notation: the first two arcs in one byte, each other in groups of seven bits (§8.19). */
export const objectIdentifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
};

const base128 = (arc: number): number[] => {
  const groups = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) groups.unshift(0x80 | (rest & 0x7f));
  return groups;
};

/** UTCTime through 2049, GeneralizedTime from then on, both in whole seconds (RFC 5280 §4.1.2.5). */
export const time = (date: Date): Buffer => {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return date.getUTCFullYear() < 2050
    ? encode(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : encode(0x18, Buffer.from(digits, 'ascii'));
};

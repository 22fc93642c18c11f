import type { ByteString } from '../engine/byte-string.ts';

/** The byte with a number; what is beyond a byte loses its upper part. */
export const byteOf = (code: number): ByteString => String.fromCharCode(code & 0xff);

/** The byte that two hexadecimal digits stand for. */
export const hexByte = (digits: string): ByteString => byteOf(Number.parseInt(digits.slice(-2), 16));

/**
 * The byte for the four hexadecimal digits of a UTF-16 escape. Full-width forms of ASCII (U+FF01 to U+FF5E) fold to
 * what they look like; of everything else the lower byte is left, as in ModSecurity, whose transformations AWS names.
 */
export function utf16Byte(digits: string): ByteString {
  const low = Number.parseInt(digits.slice(-2), 16);
  const isFullWidth = /^ff/i.test(digits) && low > 0 && low < 0x5f;
  return byteOf(isFullWidth ? low + 0x20 : low);
}

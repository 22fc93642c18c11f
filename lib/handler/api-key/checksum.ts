import { crc32 } from 'node:zlib';

export const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * CRC-32 (ISO 3309) of a text as six base 62 digits, padded with zeros. It tells a key from a typing error or from text
 * that only looks like one, before anything is looked up; it protects nothing.
 */
export function checksum(text: string): string {
  let digits = '';
  for (let rest = crc32(text); rest > 0; rest = Math.floor(rest / 62)) digits = (base62[rest % 62] ?? '') + digits;
  return digits.padStart(6, '0');
}

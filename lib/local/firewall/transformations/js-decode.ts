import type { ByteString } from '../engine/byte-string.ts';
import { byteOf, hexByte, utf16Byte } from './bytes.ts';

const letters = new Map(Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }));
const escapes = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-3][0-7]{0,2}|[4-7][0-7]?)|([\s\S]))/g;

const decodeWith =
  (otherwise: (letter: string) => string) =>
  (text: ByteString): ByteString =>
    text.replace(escapes, (_, utf16?: string, hex?: string, octal?: string, letter = '') => {
      if (utf16 !== undefined) return utf16Byte(utf16);
      if (hex !== undefined) return hexByte(hex);
      if (octal !== undefined) return byteOf(Number.parseInt(octal, 8));
      return letters.get(letter) ?? otherwise(letter);
    });

/** Escapes of JavaScript strings; of an escape that is none, the backslash goes. */
export const jsDecode = decodeWith((letter) => letter);

/** The same; an escape that is none stays, with its backslash. */
export const jsDecodeExt = decodeWith((letter) => (/[\\'"/]/.test(letter) ? letter : `\\${letter}`));

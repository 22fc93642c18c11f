import type { ByteString } from '../engine/byte-string.ts';
import { byteOf, hexByte } from './bytes.ts';

const letters = new Map(Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }));

/** ANSI C escapes: `\n`, `\x41`, `\101` and the like; what is none stays. */
export const escapeSeqDecode = (text: ByteString): ByteString =>
  text.replace(/\\(?:[xX]([\da-fA-F]{2})|([0-7]{1,3})|([abfnrtv])|([\\?'"]))/g, (_, hex, octal, letter, itself) => {
    if (hex !== undefined) return hexByte(hex);
    if (octal !== undefined) return byteOf(Number.parseInt(octal, 8));
    return letters.get(letter) ?? itself;
  });

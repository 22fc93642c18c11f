import type { ByteString } from '../engine/byte-string.ts';
import { hexByte, utf16Byte } from './bytes.ts';

/**
 * Escapes of CSS 2: a backslash with up to six hexadecimal digits and one white space after them, of which at most two
 * bytes count; a backslash and a line feed vanish; before any other byte only the backslash goes.
 */
export const cssDecode = (text: ByteString): ByteString =>
  text.replace(/\\(?:([\da-fA-F]{1,6})[ \t\n\v\f\r]?|\n|([\s\S]))?/g, (_, digits?: string, other?: string) => {
    if (digits === undefined) return other ?? '';
    // Only a code point below U+10000 can be full-width: of five or six digits the first ones must be zeros.
    const isShort = digits.length === 4 || (digits.length > 4 && /^0+$/.test(digits.slice(0, -4)));
    return isShort ? utf16Byte(digits.slice(-4)) : hexByte(digits);
  });

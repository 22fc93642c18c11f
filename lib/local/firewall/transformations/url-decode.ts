import type { ByteString } from '../engine/byte-string.ts';
import { hexByte, utf16Byte } from './bytes.ts';

/** `%HH` and `+`; what is no valid escape stays. */
export const urlDecode = (text: ByteString): ByteString =>
  text.replace(/\+|%([\da-fA-F]{2})/g, (_, hex?: string) => (hex === undefined ? ' ' : hexByte(hex)));

/** The same with `%uHHHH`, as Microsoft's servers take it. */
export const urlDecodeUni = (text: ByteString): ByteString =>
  text.replace(/\+|%(?:u([\da-fA-F]{4})|([\da-fA-F]{2}))/gi, (_, utf16?: string, hex?: string) => {
    if (utf16 !== undefined) return utf16Byte(utf16);
    return hex === undefined ? ' ' : hexByte(hex);
  });

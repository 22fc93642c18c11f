import type { ByteString } from '../engine/byte-string.ts';

/** Runs of white space, the non-breaking space (byte 160) among them, become one space. */
export const compressWhiteSpace = (text: ByteString): ByteString => text.replace(/[ \f\t\n\r\v\xa0]+/g, ' ');

export const removeWhitespace = (text: ByteString): ByteString => text.replace(/[ \f\t\n\r\v\xa0]+/g, '');

const leading = /^[ \f\t\n\r\v]+/;

export const trimLeft = (text: ByteString): ByteString => text.replace(leading, '');

export function trimRight(text: ByteString): ByteString {
  let end = text.length;
  while (end > 0 && leading.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export const trim = (text: ByteString): ByteString => trimLeft(trimRight(text));

/**
 * Everything the evaluator looks at is a byte string: a JavaScript string with one character a byte, as Node's HTTP
 * parser hands out headers. Lengths are then bytes, and transformations are exact.
 */
export type ByteString = string;

/** Request text is bytes already, unless a caller hands in characters beyond them: those count as UTF-8. */
export const toByteString = (text: string): ByteString => (/^[\0-\xff]*$/.test(text) ? text : utf8Bytes(text));

/** Text of a template or of a JSON string, as the bytes of its UTF-8. */
export const utf8Bytes = (text: string): ByteString => Buffer.from(text, 'utf8').toString('latin1');

const isAscii = (text: ByteString): boolean => /^[\0-\x7f]*$/.test(text);

/** ASCII only, as C's `tolower` in the POSIX locale: other bytes stay. */
export function lowerCaseAscii(text: ByteString): ByteString {
  if (!/[A-Z]/.test(text)) return text;
  return isAscii(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

export function upperCaseAscii(text: ByteString): ByteString {
  if (!/[a-z]/.test(text)) return text;
  return isAscii(text) ? text.toUpperCase() : text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

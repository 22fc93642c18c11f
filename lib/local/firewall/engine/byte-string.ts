/**
 * Everything the evaluator looks at is a byte string: a JavaScript string with one character a byte, as Node's HTTP
 * parser hands out headers. Lengths are then bytes, and transformations are exact.
 */
export type ByteString = string;

/** Request text is bytes already, unless a caller hands in characters beyond them: those count as UTF-8. */
export const toByteString = (text: string): ByteString => (/^[\0-\xff]*$/.test(text) ? text : utf8Bytes(text));

/** Text of a template or of a JSON string, as the bytes of its UTF-8. */
export const utf8Bytes = (text: string): ByteString => Buffer.from(text, 'utf8').toString('latin1');

/** Of bytes, only those beyond ASCII take two in UTF-8. */
const isAscii = (text: ByteString): boolean => Buffer.byteLength(text, 'utf8') === text.length;

/** ASCII only, as C's `tolower` in the POSIX locale: other bytes stay. */
export function lowerCaseAscii(text: ByteString): ByteString {
  if (!/[A-Z]/.test(text)) return text;
  return isAscii(text) ? text.toLowerCase() : inOtherCase(text, 'A', 'Z');
}

export function upperCaseAscii(text: ByteString): ByteString {
  if (!/[a-z]/.test(text)) return text;
  return isAscii(text) ? text.toUpperCase() : inOtherCase(text, 'a', 'z');
}

/** The letters from one to another in their other case, which is one bit away. */
function inOtherCase(text: ByteString, from: string, to: string): ByteString {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= first && byte <= last) bytes[at] = byte ^ 0x20;
  }
  return bytes.toString('latin1');
}

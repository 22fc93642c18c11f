import type { ByteString } from '../engine/byte-string.ts';

const multiByte = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;

/** Each character beyond ASCII becomes `%u` and four or more hexadecimal digits; bytes that are not UTF-8 stay. */
export const utf8ToUnicode = (text: ByteString): ByteString =>
  text.replace(multiByte, (bytes) => {
    const character = Buffer.from(bytes, 'latin1').toString('utf8');
    return character.length === 0 || character.startsWith('\ufffd') ? bytes : `%u${hexOf(character)}`;
  });

const hexOf = (character: string) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');

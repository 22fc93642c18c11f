import type { ByteString } from '../engine/byte-string.ts';

/** Each C comment becomes one space, an unterminated one as well; a lone end of a comment stays. */
export function replaceComments(text: ByteString): ByteString {
  const parts: ByteString[] = [];
  let from = 0;
  for (let start = text.indexOf('/*'); start >= 0; start = text.indexOf('/*', from)) {
    parts.push(text.slice(from, start), ' ');
    const end = text.indexOf('*/', start + 2);
    from = end < 0 ? text.length : end + 2;
  }
  return parts.join('') + text.slice(from);
}

/** What begins or ends a comment goes; what stands in it stays. */
export const removeCommentsChar = (text: ByteString): ByteString => text.replace(/\/\*|\*\/|--|#/g, '');

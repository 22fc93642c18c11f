import type { ByteString } from '../engine/byte-string.ts';

/** `//` and `/./` go, and `/name/../`; a `..` that leads out of the beginning of a relative path stays. */
export function normalizePath(path: ByteString): ByteString {
  const isAbsolute = path.startsWith('/');
  const segments: ByteString[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') segments.push(part);
    else if (segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (!isAbsolute) segments.push(part);
  }
  const closing = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `${isAbsolute ? '/' : ''}${segments.join('/')}${closing}`;
}

/** The same after each `\` has become a `/`. */
export const normalizePathWin = (path: ByteString): ByteString => normalizePath(path.replaceAll('\\', '/'));

import { hash, timingSafeEqual } from 'node:crypto';

/** The algorithms of RFC 9530 §5 that are still good. */
const algorithms: ReadonlyMap<string, 'sha256' | 'sha512'> = new Map([
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
]);

/** A byte sequence of a dictionary, without parameters: all that the field has. A parser of all of RFC 9651 is larger than most handlers. */
const member = /^([a-z][a-z0-9-]*)=:([0-9A-Za-z+/]+={0,2}):$/;

/** The value of `Content-Digest` for a body (RFC 9530 §2). */
export const toContentDigest = (body: Uint8Array): string => `sha-256=:${hash('sha256', body, 'base64')}:`;

/**
 * Whether a `Content-Digest` is that of the body: every algorithm that is known must agree, and one must be known.
 * Take the bytes as they were sent, before any decoding.
 */
export function matchesContentDigest(contentDigest: string, body: Uint8Array): boolean {
  const members = contentDigest.split(',').map((text) => member.exec(text.trim()));
  const names = members.map((each) => each?.[1]);
  if (names.includes(undefined) || new Set(names).size !== names.length) return false;
  const known = members.flatMap((each) => {
    const algorithm = algorithms.get(each?.[1] ?? '');
    return algorithm === undefined ? [] : [isDigest(each?.[2] ?? '', hash(algorithm, body, 'buffer'))];
  });
  return known.length > 0 && known.every(Boolean);
}

function isDigest(text: string, expected: Buffer): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

import { hash, timingSafeEqual } from 'node:crypto';
import { parseDictionary } from 'structured-headers';

/** The algorithms of RFC 9530 §5 that are still good. */
const algorithms: ReadonlyMap<string, 'sha256' | 'sha512'> = new Map([
  ['sha-256', 'sha256'],
  ['sha-512', 'sha512'],
]);

/** The value of `Content-Digest` for a body (RFC 9530 §2). */
export const toContentDigest = (body: Uint8Array): string => `sha-256=:${hash('sha256', body, 'base64')}:`;

/**
 * Whether a `Content-Digest` is that of the body: every algorithm that is known must agree, and one must be known.
 * Take the bytes as they were sent, before any decoding.
 */
export function matchesContentDigest(contentDigest: string, body: Uint8Array): boolean {
  const known = [...(parse(contentDigest) ?? [])].flatMap(([name, [value]]) => {
    const algorithm = algorithms.get(name);
    return algorithm === undefined ? [] : [{ algorithm, value }];
  });
  return known.length > 0 && known.every(({ algorithm, value }) => isDigest(value, hash(algorithm, body, 'buffer')));
}

function parse(contentDigest: string) {
  try {
    return parseDictionary(contentDigest);
  } catch {
    return undefined;
  }
}

const isDigest = (value: unknown, expected: Buffer): boolean =>
  value instanceof ArrayBuffer && value.byteLength === expected.length && timingSafeEqual(Buffer.from(value), expected);

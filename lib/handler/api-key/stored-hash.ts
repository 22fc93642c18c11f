import { firstVersion, type Peppers } from '../pepper/peppers.ts';
import type { ApiKey } from './api-key.ts';
import { hashApiKey, matchesHash } from './hash-api-key.ts';

/** What is stored of a key, and which pepper it was hashed by. */
export interface StoredHash {
  /** See hashApiKey(). */
  readonly hash: string;
  /** @default 1: it was stored before there were versions */
  readonly pepperVersion?: number | undefined;
}

/** What to store of a new key: its hash by the newest pepper. */
export const storedHash = (apiKey: ApiKey, { newest }: Peppers): Required<StoredHash> => ({
  hash: hashApiKey(apiKey, newest.key),
  pepperVersion: newest.version,
});

/**
 * Whether the key is the one that was stored. A key that is not stored, and one whose pepper was removed, cost as much as a
 * wrong one: nobody learns from a clock which ids there are.
 */
export function matchesRecord(apiKey: ApiKey, stored: StoredHash | undefined, peppers: Peppers): boolean {
  const pepper = stored && peppers.keyOf(stored.pepperVersion ?? firstVersion);
  const isRight = matchesHash(apiKey, stored?.hash ?? hashOfNothing, pepper ?? peppers.newest.key);
  return pepper !== undefined && isRight;
}

/** As long as any, and of no key. */
const hashOfNothing = Buffer.alloc(32).toString('base64url');

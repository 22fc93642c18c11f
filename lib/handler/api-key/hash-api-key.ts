import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from './api-key.ts';

/**
 * The pepper that keys the hashes, as it stands in the vault.
 *
 * @throws Error for fewer than 32 characters.
 */
export function toPepper(secret: string): KeyObject {
  if (!(secret.length >= 32)) throw new Error('a pepper has at least 32 characters');
  return createSecretKey(secret, 'utf8');
}

/**
 * What is stored of a key: HMAC-SHA-256 of all of it, in base64url. A secret of 256 random bits needs no slow hash (OWASP
 * ASVS 5.0, 6.5.2), and without the pepper a stolen table does not even confirm a guess.
 */
export const hashApiKey = ({ key }: ApiKey, pepper: KeyObject): string =>
  createHmac('sha256', pepper).update(key).digest('base64url');

/** Whether the key is the one that was hashed, in a time that does not depend on where they differ. */
export function matchesHash(apiKey: ApiKey, hash: string, pepper: KeyObject): boolean {
  const [expected, actual] = [hash, hashApiKey(apiKey, pepper)].map((each) => Buffer.from(each, 'base64url'));
  return expected !== undefined && expected.length === actual?.length && timingSafeEqual(expected, actual);
}

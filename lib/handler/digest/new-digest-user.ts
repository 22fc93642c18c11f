import { randomBytes, randomInt } from 'node:crypto';
import { base62 } from '../api-key/checksum.ts';
import { credentialHash } from './digest-response.ts';

/** A digest user whose password nobody has chosen. */
export interface DigestUser {
  /** Public: names the credential in tables and logs. */
  readonly username: string;
  /** 256 random bits in base64url. Shown once, never stored. */
  readonly password: string;
  /** H(A1) for the realm: as good as the password there, to be stored encrypted. */
  readonly credential: string;
}

/**
 * A new service credential for the Digest scheme. SHA-256 is no hash for a password that a human chose (OWASP ASVS 5.0,
 * 11.4.2); of 256 random bits it can be taken.
 */
export function newDigestUser(realm: string): DigestUser {
  const username = `svc-${Array.from({ length: 16 }, () => base62[randomInt(base62.length)]).join('')}`;
  const password = randomBytes(32).toString('base64url');
  return { username, password, credential: credentialHash(username, realm, password) };
}

import { createPublicKey, type JsonWebKey, type KeyObject, randomBytes, randomInt } from 'node:crypto';
import { base62 } from '../api-key/checksum.ts';
import { fitsAlgorithm, type SignatureAlgorithm } from './signature-algorithms.ts';

/** A name for a new key, `keyid` of its signatures: public, and like no other. */
export const newSigningKeyId = (): string =>
  `key-${Array.from({ length: 16 }, () => base62[randomInt(base62.length)]).join('')}`;

/** A new secret for `hmac-sha256`: 256 random bits. Shown once, to be stored encrypted. */
export const newSigningSecret = (): Buffer => randomBytes(32);

/** Public members of a JWK (RFC 7517) for the kinds of keys that sign. */
export type PublicJwk =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** @returns undefined for what is no public key, in PEM or as a JWK, of the kind that the algorithm needs */
export function parseSigningKey(publicKey: string | PublicJwk, algorithm: SignatureAlgorithm): KeyObject | undefined {
  try {
    const key =
      typeof publicKey === 'string'
        ? createPublicKey({ key: publicKey, format: 'pem' })
        : createPublicKey({ key: { ...publicKey } satisfies JsonWebKey, format: 'jwk' });
    return fitsAlgorithm(key, algorithm) ? key : undefined;
  } catch {
    return undefined;
  }
}

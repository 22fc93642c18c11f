import { constants, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { isRocaModulus } from './is-roca-modulus.ts';

/** Algorithms of RFC 7518 and RFC 8037 that a token may be signed with; all are asymmetric. */
export type TokenAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';

export interface TokenAlgorithmRules {
  /** Whether a published key is of the right kind; a key that names no algorithm may serve several. */
  readonly fits: (jwk: JsonWebKey) => boolean;
  /** Whether the key is strong enough. */
  readonly isStrong: (key: KeyObject) => boolean;
  readonly verify: (signed: Buffer, key: KeyObject, signature: Buffer) => boolean;
}

/** RFC 7518 §3.3 and §3.5 ask for 2048 bits, FIPS 186-5 §5.4 for an exponent of at least 2^16 + 1. */
function isStrongRsa(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  return modulusLength >= 2_048 && publicExponent >= 65_537n && !isRocaModulus(key);
}
const isRsa = ({ kty }: JsonWebKey): boolean => kty === 'RSA';
/** Two numbers of 32 bytes: longer or shorter signatures are not those of P-256 (§3.4), nor of Ed25519 (RFC 8032). */
const PAIR_BYTES = 64;

export const tokenAlgorithms: Readonly<Record<TokenAlgorithm, TokenAlgorithmRules>> = {
  RS256: {
    fits: isRsa,
    isStrong: isStrongRsa,
    // The bare key: wrapping it in an options object costs as much again as the verification.
    verify: (signed, key, signature) => verify('RSA-SHA256', signed, key, signature),
  },
  PS256: {
    fits: isRsa,
    isStrong: isStrongRsa,
    verify: (signed, key, signature) =>
      verify('sha256', signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature),
  },
  ES256: {
    fits: ({ kty, crv }) => kty === 'EC' && crv === 'P-256',
    isStrong: () => true,
    verify: (signed, key, signature) =>
      signature.length === PAIR_BYTES && verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature),
  },
  EdDSA: {
    fits: ({ kty, crv }) => kty === 'OKP' && crv === 'Ed25519',
    isStrong: () => true,
    verify: (signed, key, signature) => signature.length === PAIR_BYTES && verify(null, signed, key, signature),
  },
};

/** Whether a header names an algorithm of the table; `none` and every HMAC are not in it. */
export const isTokenAlgorithm = (alg: unknown): alg is TokenAlgorithm =>
  typeof alg === 'string' && Object.hasOwn(tokenAlgorithms, alg);

import { constants, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { SigningAlgorithm } from '../key-specs.ts';

type Hash = 'sha256' | 'sha384' | 'sha512';

/** How an algorithm signs. */
export interface SigningScheme {
  readonly kind: 'pkcs1' | 'pss' | 'ecdsa' | 'ed25519';
  readonly hash: Hash;
  /** Of a message that comes hashed. */
  readonly digestBytes: number;
}

const scheme = (kind: SigningScheme['kind'], bits: 256 | 384 | 512): SigningScheme => ({
  kind,
  hash: `sha${bits}`,
  digestBytes: bits / 8,
});

export const signingSchemes: Readonly<Record<SigningAlgorithm, SigningScheme>> = {
  RSASSA_PKCS1_V1_5_SHA_256: scheme('pkcs1', 256),
  RSASSA_PKCS1_V1_5_SHA_384: scheme('pkcs1', 384),
  RSASSA_PKCS1_V1_5_SHA_512: scheme('pkcs1', 512),
  RSASSA_PSS_SHA_256: scheme('pss', 256),
  RSASSA_PSS_SHA_384: scheme('pss', 384),
  RSASSA_PSS_SHA_512: scheme('pss', 512),
  ECDSA_SHA_256: scheme('ecdsa', 256),
  ECDSA_SHA_384: scheme('ecdsa', 384),
  ECDSA_SHA_512: scheme('ecdsa', 512),
  ED25519_SHA_512: scheme('ed25519', 512),
};

/** Signs a message that it hashes itself: RSA as an integer, ECDSA in DER (ANSI X9.62), Ed25519 in 64 bytes. */
export const signMessage = ({ kind, hash }: SigningScheme, key: KeyObject, message: Uint8Array): Buffer =>
  sign(kind === 'ed25519' ? null : hash, message, options(kind, key));

export const verifyMessage = (
  { kind, hash }: SigningScheme,
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => verify(kind === 'ed25519' ? null : hash, message, options(kind, createPublicKey(key)), signature);

/** AWS salts PSS with as many bytes as the hash has. */
const options = (kind: SigningScheme['kind'], key: KeyObject) =>
  kind === 'pss'
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { key };

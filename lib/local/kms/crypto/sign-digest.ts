import type { KeyObject } from 'node:crypto';
import { unsupported } from '../errors.ts';
import { signDigestEcdsa, verifyDigestEcdsa } from './ecdsa-digest.ts';
import { signDigestRsa, verifyDigestRsa } from './rsa-digest.ts';
import type { SigningScheme } from './sign-message.ts';

/**
 * Signs what the caller has hashed.
 *
 * @throws AwsError `UnsupportedOperationException` for Ed25519, which signs whole messages
 */
export const signDigest = (scheme: SigningScheme, key: KeyObject, digest: Uint8Array): Buffer => {
  switch (scheme.kind) {
    case 'ecdsa':
      return signDigestEcdsa(key, digest);
    case 'ed25519':
      throw wholeMessagesOnly();
    default:
      return signDigestRsa(scheme, key, digest);
  }
};

export const verifyDigest = (
  scheme: SigningScheme,
  key: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean => {
  switch (scheme.kind) {
    case 'ecdsa':
      return verifyDigestEcdsa(key, digest, signature);
    case 'ed25519':
      throw wholeMessagesOnly();
    default:
      return verifyDigestRsa(scheme, key, digest, signature);
  }
};

const wholeMessagesOnly = () => unsupported('ED25519_SHA_512 signs messages of the type RAW only.');

import { createHmac, type KeyObject, timingSafeEqual, verify } from 'node:crypto';

/** Algorithms of the HTTP Signature Algorithms registry (RFC 9421 §3.3) that are taken. */
export const signatureAlgorithms = ['ed25519', 'ecdsa-p256-sha256', 'hmac-sha256'] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

const ECDSA_P256_BYTES = 64;

const verifiers: Readonly<Record<SignatureAlgorithm, (key: KeyObject, base: Buffer, signature: Buffer) => boolean>> = {
  ed25519: (key, base, signature) => verify(null, base, key, signature),
  // r and s, 32 bytes each (§3.3.4), not the DER of X.509.
  'ecdsa-p256-sha256': (key, base, signature) =>
    signature.length === ECDSA_P256_BYTES && verify('sha256', base, { key, dsaEncoding: 'ieee-p1363' }, signature),
  'hmac-sha256': (key, base, signature) => {
    const expected = createHmac('sha256', key).update(base).digest();
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  },
};

/** Whether the key is of the kind that the algorithm needs: asked when a key is registered, and again at every use. */
export const fitsAlgorithm = (key: KeyObject, algorithm: SignatureAlgorithm): boolean => {
  switch (algorithm) {
    case 'ed25519':
      return key.type === 'public' && key.asymmetricKeyType === 'ed25519';
    case 'ecdsa-p256-sha256':
      return key.type === 'public' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    case 'hmac-sha256':
      return key.type === 'secret' && (key.symmetricKeySize ?? 0) >= 32;
  }
};

/** The algorithm comes with the key, never from the message, so that no key is used for what it was not made for. */
export const verifySignature = (
  { key, algorithm }: { readonly key: KeyObject; readonly algorithm: SignatureAlgorithm },
  base: string,
  signature: Buffer,
): boolean => fitsAlgorithm(key, algorithm) && verifiers[algorithm](key, Buffer.from(base, 'latin1'), signature);

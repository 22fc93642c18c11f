/** What a key is for; it never changes. */
export type KeyUsage = 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC';

export type EncryptionAlgorithm = 'SYMMETRIC_DEFAULT' | 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256';
export type MacAlgorithm = 'HMAC_SHA_224' | 'HMAC_SHA_256' | 'HMAC_SHA_384' | 'HMAC_SHA_512';
export type SigningAlgorithm =
  | `RSASSA_${'PSS' | 'PKCS1_V1_5'}_SHA_${256 | 384 | 512}`
  | `ECDSA_SHA_${256 | 384 | 512}`
  | 'ED25519_SHA_512';

/** How the material of a key is made. */
export type Generation =
  | { readonly kind: 'random'; readonly bytes: number }
  | { readonly kind: 'rsa'; readonly bits: number }
  | { readonly kind: 'ec'; readonly curve: string }
  | { readonly kind: 'ed25519' };

export interface KeySpecification {
  readonly generation: Generation;
  readonly usages: readonly KeyUsage[];
  readonly encryptionAlgorithms?: readonly EncryptionAlgorithm[];
  readonly signingAlgorithms?: readonly SigningAlgorithm[];
  readonly macAlgorithms?: readonly MacAlgorithm[];
}

const hmac = (bits: 224 | 256 | 384 | 512): KeySpecification => ({
  generation: { kind: 'random', bytes: bits / 8 },
  usages: ['GENERATE_VERIFY_MAC'],
  macAlgorithms: [`HMAC_SHA_${bits}`],
});

const rsa = (bits: number): KeySpecification => ({
  generation: { kind: 'rsa', bits },
  usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  encryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  signingAlgorithms: [
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
  ],
});

const ec = (curve: string, algorithm: SigningAlgorithm): KeySpecification => ({
  generation: { kind: 'ec', curve },
  usages: ['SIGN_VERIFY'],
  signingAlgorithms: [algorithm],
});

/**
 * The key specs that are done here. AWS KMS Developer Guide, "Key spec reference". Those of post-quantum cryptography,
 * of China's SM2 and of key agreement are refused.
 */
export const keySpecs = {
  SYMMETRIC_DEFAULT: {
    generation: { kind: 'random', bytes: 32 },
    usages: ['ENCRYPT_DECRYPT'],
    encryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  },
  HMAC_224: hmac(224),
  HMAC_256: hmac(256),
  HMAC_384: hmac(384),
  HMAC_512: hmac(512),
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  ECC_NIST_P256: ec('prime256v1', 'ECDSA_SHA_256'),
  ECC_NIST_P384: ec('secp384r1', 'ECDSA_SHA_384'),
  ECC_NIST_P521: ec('secp521r1', 'ECDSA_SHA_512'),
  ECC_SECG_P256K1: ec('secp256k1', 'ECDSA_SHA_256'),
  ECC_NIST_EDWARDS25519: {
    generation: { kind: 'ed25519' },
    usages: ['SIGN_VERIFY'],
    signingAlgorithms: ['ED25519_SHA_512'],
  },
} as const satisfies Record<string, KeySpecification>;

export type KeySpec = keyof typeof keySpecs;

/** The row of a spec, seen as what all rows have in common. */
export const specificationOf = (spec: KeySpec): KeySpecification => keySpecs[spec];

/** For schemas. */
export const keySpecNames = Object.keys(keySpecs) as [KeySpec, ...KeySpec[]]; // the keys of a constant

/** Of which pairs of data keys are made. */
export const keyPairSpecs = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
] as const satisfies readonly KeySpec[];

import { constants, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import { invalidCiphertext, validation } from '../errors.ts';
import { toPrivateKey } from './key-material.ts';

export type RsaEncryptionAlgorithm = 'RSAES_OAEP_SHA_1' | 'RSAES_OAEP_SHA_256';

/** RFC 8017, section 7.1: a hash twice and two bytes are lost of the modulus. */
const hashes = {
  RSAES_OAEP_SHA_1: { name: 'sha1', bytes: 20 },
  RSAES_OAEP_SHA_256: { name: 'sha256', bytes: 32 },
} as const satisfies Record<RsaEncryptionAlgorithm, { readonly name: string; readonly bytes: number }>;

/** @throws AwsError `ValidationException` for more than one block holds */
export const encryptRsa = (material: Buffer, algorithm: RsaEncryptionAlgorithm, plaintext: Uint8Array): Buffer => {
  const key = createPublicKey(toPrivateKey(material));
  const hash = hashes[algorithm];
  const most = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8 - 2 * hash.bytes - 2;
  if (!(plaintext.length <= most)) {
    throw validation(`Algorithm ${algorithm} with this key cannot encrypt more than ${most} bytes.`);
  }
  return publicEncrypt({ key, oaepHash: hash.name, padding: constants.RSA_PKCS1_OAEP_PADDING }, plaintext);
};

/** @throws AwsError `InvalidCiphertextException` */
export const decryptRsa = (material: Buffer, algorithm: RsaEncryptionAlgorithm, ciphertext: Uint8Array): Buffer => {
  const oaepHash = hashes[algorithm].name;
  try {
    const key = toPrivateKey(material);
    return privateDecrypt({ key, oaepHash, padding: constants.RSA_PKCS1_OAEP_PADDING }, ciphertext);
  } catch {
    throw invalidCiphertext();
  }
};

import { decryptSymmetric, encryptSymmetric, readHeader } from './crypto/ciphertext.ts';
import { authenticatedBytes, type EncryptionContext } from './encryption-context.ts';
import type { Engine } from './engine.ts';
import { invalidCiphertext } from './errors.ts';
import type { Key } from './key.ts';

export interface Encrypted {
  readonly ciphertext: Buffer;
  readonly materialId: string;
}

/** Encrypts under the current material of a symmetric key. Does not ask whether the key is enabled. */
export const encryptUnder = (
  { store }: Engine,
  key: Key,
  plaintext: Uint8Array,
  context?: EncryptionContext,
): Encrypted => {
  const { id: materialId, bytes } = store.currentMaterial(key.id);
  const header = { keyId: key.id, materialId };
  return { materialId, ciphertext: encryptSymmetric(header, bytes, plaintext, authenticatedBytes(context)) };
};

/** @throws AwsError `InvalidCiphertextException` for what this key has not made, with this context */
export const decryptUnder = (
  { store }: Engine,
  key: Key,
  ciphertext: Uint8Array,
  context?: EncryptionContext,
): { readonly plaintext: Buffer; readonly materialId: string } => {
  const header = readHeader(ciphertext);
  const material =
    header === undefined || header.keyId !== key.id ? undefined : store.material(key.id, header.materialId);
  if (material === undefined) throw invalidCiphertext();
  const plaintext = decryptSymmetric(ciphertext, material.bytes, authenticatedBytes(context));
  return { plaintext, materialId: material.id };
};

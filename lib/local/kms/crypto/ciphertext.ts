import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { invalidCiphertext } from '../errors.ts';

/** Which key and which of its materials a symmetric ciphertext was made with. */
export interface CiphertextHeader {
  /** A UUID. */
  readonly keyId: string;
  /** 64 lower-case hex digits. */
  readonly materialId: string;
}

const CIPHER = 'aes-256-gcm';
const FORMAT = 0x50;
const KEY_ID_BYTES = 16;
const MATERIAL_ID_BYTES = 32;
const HEADER_BYTES = 1 + KEY_ID_BYTES + MATERIAL_ID_BYTES;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Format, key, material, nonce, tag, ciphertext. The header and the encryption context are authenticated. */
export const encryptSymmetric = (
  header: CiphertextHeader,
  material: Buffer,
  plaintext: Uint8Array,
  context: Buffer,
): Buffer => {
  const head = Buffer.concat([
    Buffer.of(FORMAT),
    Buffer.from(header.keyId.replaceAll('-', ''), 'hex'),
    Buffer.from(header.materialId, 'hex'),
  ]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, material, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([head, context]));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), sealed]);
};

/** Undefined for bytes that no key of this machine has made. */
export const readHeader = (ciphertext: Uint8Array): CiphertextHeader | undefined => {
  const bytes = Buffer.from(ciphertext);
  if (bytes.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || bytes[0] !== FORMAT) return undefined;
  const hex = bytes.toString('hex', 1, 1 + KEY_ID_BYTES);
  const keyId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { keyId, materialId: bytes.toString('hex', 1 + KEY_ID_BYTES, HEADER_BYTES) };
};

/** @throws AwsError `InvalidCiphertextException` for altered bytes, another material or another encryption context */
export const decryptSymmetric = (ciphertext: Uint8Array, material: Buffer, context: Buffer): Buffer => {
  const bytes = Buffer.from(ciphertext);
  const nonceEnd = HEADER_BYTES + NONCE_BYTES;
  const decipher = createDecipheriv(CIPHER, material, bytes.subarray(HEADER_BYTES, nonceEnd), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.concat([bytes.subarray(0, HEADER_BYTES), context]));
  decipher.setAuthTag(bytes.subarray(nonceEnd, nonceEnd + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(nonceEnd + TAG_BYTES)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
};

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Seals secret values for the disk. */
export interface Vault {
  /** The label says what is sealed; it opens under that label only. */
  seal(label: string, secret: Uint8Array): Uint8Array;
  /** @throws Error when the bytes were altered, or sealed under another label or master key */
  open(label: string, sealed: Uint8Array): Buffer;
  /** The same for the same text, and no help to whoever guesses at it without the master key. */
  fingerprint(text: string): Uint8Array;
}

/** AES-256-GCM under keys that are derived from the master key for this service alone (HKDF, RFC 5869). */
export const createVault = (masterKey: Uint8Array): Vault => {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', masterKey, '', `portcullis secretsmanager ${purpose}`, KEY_BYTES));
  const sealingKey = derive('seal');
  const fingerprintKey = derive('fingerprint');
  return {
    seal: (label, secret) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(label));
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: (label, sealed) => {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(label))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest(),
  };
};

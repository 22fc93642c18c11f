import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps one service's secrets on disk. */
export interface Vault {
  /** Encrypts what must be read again. The label says what the secret is and whose: it opens under that label only. */
  seal(label: string, secret: string | Uint8Array): Buffer;
  /** @throws Error when the bytes were altered, or sealed under another label or master key */
  open(label: string, sealed: Uint8Array): Buffer;
  /** Bytes that look random and are the same for the same label at every start. */
  invent(label: string, length: number): Buffer;
  /** The same for the same text, and no help to whoever guesses at it without the master key. */
  fingerprint(text: string): Buffer;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under keys that are derived from the master key for this service alone (HKDF, RFC 5869). */
export function createVault(masterKey: Uint8Array, service: string): Vault {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', masterKey, '', `${service} ${purpose}`, KEY_BYTES));
  const sealingKey = derive('seal');
  const inventionKey = derive('invent');
  const fingerprintKey = derive('fingerprint');
  return {
    seal(label, secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(label));
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(label, sealed) {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(CIPHER, sealingKey, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(label))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
    invent: (label, length) => Buffer.from(hkdfSync('sha256', inventionKey, '', label, length)),
    fingerprint: (text) => createHmac('sha256', fingerprintKey).update(text).digest(),
  };
}

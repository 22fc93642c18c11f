import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what must be read again. `label` says what the secret is and whose: it opens under that label only. */
export interface Vault {
  seal(label: string, secret: string | Uint8Array): Buffer;
  /** @throws when the bytes were altered, or sealed under another label or key */
  open(label: string, sealed: Uint8Array): Buffer;
  /** Bytes that look random and are the same for the same label at every start. */
  invent(label: string, length: number): Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key that is derived from the master key for this service alone. */
export function createVault(masterKey: Buffer): Vault {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, '', `cognito-idp ${purpose}`, 32));
  const key = derive('seal');
  const inventionKey = derive('invent');
  return {
    seal(label, secret) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(label));
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(label, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(label));
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    },
    invent: (label, length) => Buffer.from(hkdfSync('sha256', inventionKey, '', label, length)),
  };
}

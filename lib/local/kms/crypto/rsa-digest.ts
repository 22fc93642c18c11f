import {
  constants,
  createHash,
  createPublicKey,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  randomBytes,
} from 'node:crypto';
import type { SigningScheme } from './sign-message.ts';

/** What stands before a hash in a PKCS #1 signature: `DigestInfo` (RFC 8017, section 9.2, note 1). */
const prefixes = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
} as const satisfies Record<SigningScheme['hash'], string>;

const digestInfo = ({ hash }: SigningScheme, digest: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(prefixes[hash], 'hex'), digest]);

/** RSA over a message that comes hashed, which Node.js does not offer. */
export const signDigestRsa = (scheme: SigningScheme, key: KeyObject, digest: Uint8Array): Buffer => {
  if (scheme.kind === 'pkcs1') {
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(scheme, digest));
  }
  const salt = randomBytes(scheme.digestBytes);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encodePss(scheme, digest, salt, bitsOf(key)));
};

export const verifyDigestRsa = (
  scheme: SigningScheme,
  key: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean => {
  // OpenSSL would take one whose zeros at the beginning are missing (RFC 8017, sections 8.1.2 and 8.2.2).
  if (signature.length * 8 !== bitsOf(key)) return false;
  const publicKey = createPublicKey(key);
  const padding = scheme.kind === 'pkcs1' ? constants.RSA_PKCS1_PADDING : constants.RSA_NO_PADDING;
  let block: Buffer;
  try {
    block = publicDecrypt({ key: publicKey, padding }, signature);
  } catch {
    return false;
  }
  if (scheme.kind === 'pkcs1') return block.equals(digestInfo(scheme, digest));
  const salt = saltOf(scheme, block, bitsOf(key));
  return salt.length === scheme.digestBytes && block.equals(encodePss(scheme, digest, salt, bitsOf(key)));
};

const bitsOf = (key: KeyObject): number => key.asymmetricKeyDetails?.modulusLength ?? 0;

/** EMSA-PSS (RFC 8017, section 9.1.1) for a modulus of whole bytes. */
const encodePss = (scheme: SigningScheme, digest: Uint8Array, salt: Uint8Array, bits: number): Buffer => {
  const hashed = createHash(scheme.hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
  const padding = Buffer.alloc(bits / 8 - salt.length - hashed.length - 2);
  const data = Buffer.concat([padding, Buffer.of(1), salt]);
  const masked = mask(scheme, data, hashed);
  return Buffer.concat([masked, hashed, Buffer.of(0xbc)]);
};

/** The salt of an encoded block; encoding with it again tells whether the block is right. */
const saltOf = (scheme: SigningScheme, block: Buffer, bits: number): Buffer => {
  const hashAt = bits / 8 - scheme.digestBytes - 1;
  const data = mask(scheme, block.subarray(0, hashAt), block.subarray(hashAt, -1));
  return data.subarray(hashAt - scheme.digestBytes);
};

/** MGF1 (RFC 8017, appendix B.2.1), laid over data; the highest bit, which a modulus might not hold, is cleared. */
const mask = ({ hash, digestBytes }: SigningScheme, data: Uint8Array, seed: Uint8Array): Buffer => {
  const blocks = Array.from({ length: Math.ceil(data.length / digestBytes) }, (_, index) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(index);
    return createHash(hash).update(seed).update(counter).digest();
  });
  const stream = Buffer.concat(blocks);
  const masked = Buffer.from(data.map((byte, index) => byte ^ (stream[index] ?? 0)));
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return masked;
};

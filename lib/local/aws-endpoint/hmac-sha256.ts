import { hash } from 'node:crypto';

/** The HMAC of a text under one key, in hex. */
export type HmacSha256 = (text: string) => string;

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/**
 * HMAC with SHA-256 (RFC 2104), for a key that many texts are signed with: both pads are made once, and a text costs two
 * digests. `createHmac` makes an object for each text, whose making and garbage cost more than the digests do.
 */
export const createHmacSha256 = (key: Buffer): HmacSha256 => {
  const block = Buffer.alloc(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key);
  const padded = (pad: number, length: number): Buffer =>
    Buffer.concat([block.map((byte) => byte ^ pad), Buffer.alloc(length)]);
  const outer = padded(0x5c, DIGEST_BYTES);
  let inner = padded(0x36, 0);
  return (text) => {
    const length = BLOCK_BYTES + Buffer.byteLength(text);
    if (inner.length < length) inner = padded(0x36, length - BLOCK_BYTES);
    inner.write(text, BLOCK_BYTES);
    outer.write(hash('sha256', inner.subarray(0, length), 'hex'), BLOCK_BYTES, 'hex');
    return hash('sha256', outer, 'hex');
  };
};

import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';

const TIME_BYTES = 8;
const RANDOM_BYTES = 12;
const TAG_BYTES = 16;
const NONCE_BYTES = TIME_BYTES + RANDOM_BYTES + TAG_BYTES;

/**
 * A nonce that needs no store to be recognised: the time, 96 random bits and an HMAC over both and the realm, in
 * base64url (RFC 7616 §3.3 lets a server choose the form).
 */
export function createNonce(key: KeyObject, realm: string, nowSeconds: number): string {
  const stamp = Buffer.alloc(TIME_BYTES + RANDOM_BYTES);
  stamp.writeBigUInt64BE(BigInt(Math.floor(nowSeconds)));
  randomBytes(RANDOM_BYTES).copy(stamp, TIME_BYTES);
  return Buffer.concat([stamp, tagOf(stamp, key, realm)]).toString('base64url');
}

/**
 * When a nonce of ours was made, in seconds since 1970.
 *
 * @param keys the present key and those before it that are still honoured
 * @returns undefined for a nonce that none of the keys made for this realm
 */
export function nonceTime(nonce: string, keys: readonly KeyObject[], realm: string): number | undefined {
  const bytes = Buffer.from(nonce, 'base64url');
  if (bytes.length !== NONCE_BYTES || bytes.toString('base64url') !== nonce) return undefined;
  const stamp = bytes.subarray(0, -TAG_BYTES);
  const isOurs = keys.some((key) => timingSafeEqual(tagOf(stamp, key, realm), bytes.subarray(-TAG_BYTES)));
  return isOurs ? Number(stamp.readBigUInt64BE()) : undefined;
}

const tagOf = (stamp: Buffer, key: KeyObject, realm: string): Buffer =>
  createHmac('sha256', key).update(stamp).update(realm).digest().subarray(0, TAG_BYTES);

import { argon2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/** OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

const derive = (password: string, salt: Uint8Array) =>
  argon2Sync('argon2id', { message: password, nonce: salt, tagLength, ...cost });

/** Argon2id (RFC 9106) as `salt.hash`, both base64url. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${derive(password, salt).toString('base64url')}`;
}

export function isPassword(password: string, hash: string): boolean {
  const [salt, expected] = hash.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (salt === undefined || expected?.length !== tagLength) return false;
  return timingSafeEqual(derive(password, salt), expected);
}

/** Takes as long as a comparison and finds nothing: for users that do not exist. */
export function comparePasswordWithNobody(password: string): false {
  derive(password, Buffer.alloc(16));
  return false;
}

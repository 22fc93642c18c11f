import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { createTurnstile } from './turnstile.ts';

/** OWASP's minimum for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

const argon2InBackground = promisify(argon2);

/** Half of the threads that files and name look-ups share, so that a flood of sign-ins does not stop those. */
const inTurn = createTurnstile({ atOnce: 2, waiting: 64 });

/** Beside the event loop: a sign-in takes tens of milliseconds, and nobody else waits for them. */
const derive = (password: string, salt: Uint8Array): Promise<Buffer> =>
  inTurn(() => argon2InBackground('argon2id', { message: password, nonce: salt, tagLength, ...cost }));

/** Argon2id (RFC 9106) as `salt.hash`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt)).toString('base64url')}`;
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [salt, expected] = hash.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (salt === undefined || expected?.length !== tagLength) return false;
  return timingSafeEqual(await derive(password, salt), expected);
}

/** Takes as long as a comparison and finds nothing: for users that do not exist. */
export async function comparePasswordWithNobody(password: string): Promise<false> {
  await derive(password, Buffer.alloc(16));
  return false;
}

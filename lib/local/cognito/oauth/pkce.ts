import { createHash, timingSafeEqual } from 'node:crypto';

/** RFC 7636 §4.2: what S256 makes of any verifier is 43 characters of base64url. */
export const isCodeChallenge = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

const codeVerifier = /^[A-Za-z0-9\-._~]{43,128}$/;

/**
 * Whether who redeems a code is who asked for it. A code that was asked for without a challenge is redeemed without a
 * verifier: one that comes all the same belongs to another request (RFC 9700 §2.1.1, downgrade).
 */
export function isCodeVerifier(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier;
  if (!codeVerifier.test(verifier)) return false;
  const made = createHash('sha256').update(verifier).digest();
  const expected = Buffer.from(challenge, 'base64url');
  return made.length === expected.length && timingSafeEqual(made, expected);
}

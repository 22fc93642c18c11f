import { hash, randomBytes } from 'node:crypto';

/** That a challenge was answered: what its caller shows, and what is kept of it. */
export interface Proof {
  /** Shown once: the challenge, a full stop, 256 random bits. */
  readonly token: string;
  /** Of a secret of 256 random bits, which needs neither a pepper nor a slow hash (OWASP ASVS 5.0, 6.5.2). */
  readonly hash: string;
}

/** What a shown proof claims. */
export interface ClaimedProof {
  readonly challengeId: string;
  readonly hash: string;
}

/** Both halves in full: a token has one spelling. */
const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

export function createProof(challengeId: string): Proof {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${challengeId}.${secret}`, hash: hashOf(secret) };
}

/** @returns undefined for what no challenge ever answered with */
export function parseProof(token: string): ClaimedProof | undefined {
  const [, challengeId, secret] = form.exec(token) ?? [];
  return challengeId === undefined || secret === undefined ? undefined : { challengeId, hash: hashOf(secret) };
}

const hashOf = (secret: string): string => hash('sha256', secret, 'base64url');

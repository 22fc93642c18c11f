import { createHmac, hash, type KeyObject, randomInt, randomUUID } from 'node:crypto';
import { isSameSecret } from '../is-same-secret.ts';

/** What a one-time code is asked for and what it will open: a code for one thing opens nothing else. */
export interface Occasion {
  /** Who is asked: `sub` of the caller. */
  readonly subject: string;
  /** Why: `transfer`. */
  readonly purpose: string;
  /** What, in full: every value that must not be changed after the caller has seen the message. */
  readonly transaction: Readonly<Record<string, string | number>>;
}

/** What is kept of a challenge. The code itself is not. */
export interface ChallengeRecord {
  readonly challengeId: string;
  /** Of the occasion, see `fingerprintOf`. */
  readonly fingerprint: string;
  /** HMAC of challenge and code: with 20 bits, a plain hash would be no secret (OWASP ASVS 5.0, 6.5.2). */
  readonly codeHash: string;
  /** Tries so far, the present one included. */
  readonly attempts: number;
  /** Seconds since 1970. */
  readonly expiresAtSeconds: number;
}

/** ASVS 5.0, 6.5.1, 6.5.5 and 6.6: six digits, five minutes, five tries. */
export const oneTimeCodeLimits = { digits: 6, lifeSeconds: 300, attempts: 5 } as const;

/** A new challenge and the code to send; the code is nowhere else. */
export function createChallenge(
  occasion: Occasion,
  { pepper, nowSeconds }: { readonly pepper: KeyObject; readonly nowSeconds: number },
): { readonly record: ChallengeRecord; readonly code: string } {
  const challengeId = randomUUID();
  const { digits, lifeSeconds } = oneTimeCodeLimits;
  const code = String(randomInt(10 ** digits)).padStart(digits, '0');
  const record = {
    challengeId,
    fingerprint: fingerprintOf(occasion),
    codeHash: hashOf(challengeId, code, pepper),
    attempts: 0,
    expiresAtSeconds: Math.floor(nowSeconds) + lifeSeconds,
  };
  return { record, code };
}

/** The same for the same occasion, however its members are ordered, and for no other. */
export const fingerprintOf = ({ subject, purpose, transaction }: Occasion): string => {
  const members = Object.entries(transaction).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([subject, purpose, members]), 'base64url');
};

/** Where challenges are kept, shared by all instances. */
export interface ChallengeStore {
  /**
   * Counts a try and answers the record with it, in one step: of any number of tries at the same moment, only as many as
   * the limit get an answer.
   *
   * @returns undefined when there is no such challenge, it has expired, was used, or its tries are used up
   */
  countAttempt(
    challengeId: string,
    limits: { readonly attempts: number; readonly nowSeconds: number },
  ): Promise<ChallengeRecord | undefined>;
  /** Marks a challenge as answered. Answers whether this was the first time: two callers never both hear yes. */
  consume(challengeId: string): Promise<boolean>;
}

/**
 * Whether the code answers the challenge for this occasion. Every question costs a try, a right answer all of them. Why
 * an answer is wrong is told to nobody.
 */
export async function answerChallenge(
  answer: { readonly challengeId: string; readonly code: string; readonly occasion: Occasion },
  options: { readonly store: ChallengeStore; readonly pepper: KeyObject; readonly nowSeconds: number },
): Promise<boolean> {
  const { store, pepper, nowSeconds } = options;
  const record = await store.countAttempt(answer.challengeId, { attempts: oneTimeCodeLimits.attempts, nowSeconds });
  if (record === undefined || !(nowSeconds < record.expiresAtSeconds)) return false;
  const isRight = isSameSecret(record.codeHash, hashOf(answer.challengeId, answer.code, pepper));
  const isFor = isSameSecret(record.fingerprint, fingerprintOf(answer.occasion));
  return isRight && isFor && (await store.consume(answer.challengeId));
}

const hashOf = (challengeId: string, code: string, pepper: KeyObject): string =>
  createHmac('sha256', pepper).update(`${challengeId} ${code}`).digest('base64url');

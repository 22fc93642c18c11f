import { createHmac, type KeyObject, randomInt, randomUUID } from 'node:crypto';
import { isSameSecret } from '../is-same-secret.ts';
import type { LoadPeppers } from '../pepper/pepper-ring.ts';
import type { Pepper } from '../pepper/peppers.ts';
import { fingerprintOf, type Occasion } from './occasion.ts';
import { createProof } from './proof.ts';

/** What is kept of a challenge. The code itself is not. */
export interface ChallengeRecord {
  readonly challengeId: string;
  /** Who was asked; nobody else answers. */
  readonly subject: string;
  /** Of the occasion, see `fingerprintOf`. */
  readonly fingerprint: string;
  /** HMAC of challenge and code: with 20 bits, a plain hash would be no secret (OWASP ASVS 5.0, 6.5.2). */
  readonly codeHash: string;
  /** Of the pepper that keyed it. */
  readonly pepperVersion: number;
  /** Seconds since 1970. */
  readonly expiresAtSeconds: number;
}

/**
 * ASVS 5.0, 6.5.1, 6.5.5 and 6.6: six digits, five minutes, five tries, three messages to one destination in any fifteen
 * minutes. Twenty in any day, wherever it begins: with five tries each that makes a hundred guesses at one destination, of
 * which every five are announced to its owner by a message. NIST SP 800-63B-4, 3.2.2, wants an end after a hundred in a row;
 * here those of a day ago are forgotten. A proof is as short-lived as a code.
 */
export const oneTimeCodeLimits = {
  digits: 6,
  lifeSeconds: 300,
  attempts: 5,
  sends: 3,
  sendWindowSeconds: 900,
  sendsPerDay: 20,
  daySeconds: 86_400,
  proofLifeSeconds: 300,
} as const;

/** A new challenge and the code to send; the code is nowhere else. */
export function createChallenge(
  occasion: Occasion,
  { pepper, nowSeconds }: { readonly pepper: Pepper; readonly nowSeconds: number },
): { readonly record: ChallengeRecord; readonly code: string } {
  const challengeId = randomUUID();
  const { digits, lifeSeconds } = oneTimeCodeLimits;
  const code = String(randomInt(10 ** digits)).padStart(digits, '0');
  const record = {
    challengeId,
    subject: occasion.subject,
    fingerprint: fingerprintOf(occasion),
    codeHash: hashOf(challengeId, code, pepper.key),
    pepperVersion: pepper.version,
    expiresAtSeconds: Math.floor(nowSeconds) + lifeSeconds,
  };
  return { record, code };
}

/** Where challenges are kept, shared by all instances. */
export interface ChallengeStore {
  /**
   * Counts a try and answers what is kept, in one step: of any number of tries at the same moment, only as many as the
   * limit get an answer.
   *
   * @returns undefined when the subject was asked no such thing, it has expired, was answered, or its tries are used up
   */
  countAttempt(
    challengeId: string,
    subject: string,
    limits: { readonly attempts: number; readonly nowSeconds: number },
  ): Promise<Pick<ChallengeRecord, 'codeHash' | 'pepperVersion'> | undefined>;
  /**
   * Keeps the proof that a challenge was answered. Answers whether this was the first time: two callers never both hear
   * yes.
   */
  consume(challengeId: string, proof: { readonly hash: string; readonly expiresAtSeconds: number }): Promise<boolean>;
}

/** A right answer's reward, good once and for exactly the occasion that was asked for. */
export interface AnsweredChallenge {
  /** See `Proof.token`. */
  readonly token: string;
  readonly expiresAtSeconds: number;
}

/**
 * The proof that the code answers the subject's challenge; the store knows for which occasion. Every question costs a try,
 * a right answer all of them. Why an answer is wrong is told to nobody.
 */
export async function answerChallenge(
  answer: { readonly challengeId: string; readonly code: string; readonly subject: string },
  options: { readonly store: ChallengeStore; readonly peppers: LoadPeppers; readonly nowSeconds: number },
): Promise<AnsweredChallenge | undefined> {
  const { challengeId, code, subject } = answer;
  const { store, peppers, nowSeconds } = options;
  const { attempts, proofLifeSeconds } = oneTimeCodeLimits;
  const record = await store.countAttempt(challengeId, subject, { attempts, nowSeconds });
  if (record === undefined) return undefined;
  const pepper = (await peppers(record.pepperVersion)).keyOf(record.pepperVersion);
  if (pepper === undefined || !isSameSecret(record.codeHash, hashOf(challengeId, code, pepper))) return undefined;
  const { token, hash } = createProof(challengeId);
  const expiresAtSeconds = Math.floor(nowSeconds) + proofLifeSeconds;
  return (await store.consume(challengeId, { hash, expiresAtSeconds })) ? { token, expiresAtSeconds } : undefined;
}

const hashOf = (challengeId: string, code: string, pepper: KeyObject): string =>
  createHmac('sha256', pepper).update(`${challengeId} ${code}`).digest('base64url');

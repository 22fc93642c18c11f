import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who is signed in to the console. Ends with the process. */
export interface SignIns {
  /** Answers the id of a new session, `wrong`, or `busy` while too many wrong passwords are being answered. */
  signIn(password: string): Promise<{ readonly sessionId: string } | 'wrong' | 'busy'>;
  isSignedIn(sessionId: string): boolean;
  signOut(sessionId: string): void;
}

const WRONG_ANSWER_MILLIS = 1_000;
const GUESSES_AT_ONCE = 4;
const IDLE_MILLIS = 60 * 60 * 1_000;
const MOST_SESSIONS = 100;

/** Sessions of an hour of inactivity. A wrong password waits for its answer, and only four wait at once. */
export function createSignIns(options: {
  readonly password: string;
  readonly now: () => number;
  /** @default 1,000 */
  readonly wrongAnswerMillis?: number;
}): SignIns {
  const { password, now, wrongAnswerMillis = WRONG_ANSWER_MILLIS } = options;
  const lastUses = new Map<string, number>();
  let guesses = 0;
  return {
    async signIn(candidate) {
      if (guesses >= GUESSES_AT_ONCE) return 'busy';
      if (!timingSafeEqual(digest(candidate), digest(password))) {
        guesses += 1;
        await new Promise((resolve) => setTimeout(resolve, wrongAnswerMillis));
        guesses -= 1;
        return 'wrong';
      }
      const [oldest] = lastUses.keys();
      if (oldest !== undefined && lastUses.size >= MOST_SESSIONS) lastUses.delete(oldest);
      const sessionId = randomBytes(32).toString('base64url');
      lastUses.set(key(sessionId), now());
      return { sessionId };
    },
    isSignedIn(sessionId) {
      const lastUse = lastUses.get(key(sessionId));
      if (lastUse === undefined) return false;
      const isFresh = now() - lastUse < IDLE_MILLIS;
      lastUses.delete(key(sessionId));
      if (isFresh) lastUses.set(key(sessionId), now());
      return isFresh;
    },
    signOut(sessionId) {
      lastUses.delete(key(sessionId));
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Looked up by digest, so that the time of the search tells nothing of an id. */
const key = (sessionId: string): string => digest(sessionId).toString('base64url');

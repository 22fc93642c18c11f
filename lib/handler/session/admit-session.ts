/** A session as a token presents it. */
export interface PresentedSession {
  readonly subject: string;
  /** `origin_jti` of Cognito: alike for all tokens of one sign-in. */
  readonly sessionId: string;
  /** When this token was issued. */
  readonly issuedAtSeconds: number;
  /** When the caller signed in. */
  readonly startedAtSeconds: number;
  readonly nowSeconds: number;
}

/** How long sessions go on, and how many of them at once. */
export interface SessionLimits {
  /** Longest time between two requests, in seconds. */
  readonly idleSeconds: number;
  /** Longest time since the sign-in, in seconds. */
  readonly absoluteSeconds: number;
  /** Sessions of one subject at once; one more ends the one that was used least recently. */
  readonly most: number;
}

/** What is kept of a subject's sessions. */
export interface SessionRecord {
  /** Tokens issued until then have ended: the subject has signed out everywhere. @default never */
  readonly signedOutAtSeconds?: number | undefined;
  /** When each session was used last, by its id. */
  readonly lastUsedAtSeconds: ReadonlyMap<string, number>;
  /** Sessions that were ended one by one, and when. */
  readonly endedAtSeconds: ReadonlyMap<string, number>;
}

export type SessionVerdict =
  | 'goes on'
  | 'was signed out'
  | 'was ended'
  | 'was idle too long'
  | 'is too old'
  | 'cannot be looked up';

export interface Admission {
  readonly verdict: SessionVerdict;
  /** The record to write; undefined when nothing changes that is worth a write. */
  readonly next: SessionRecord | undefined;
}

/** Uses within so many seconds are one use: a session that is busy is not written with every request. */
const noteEverySeconds = 30;

export const noSessions: SessionRecord = { lastUsedAtSeconds: new Map(), endedAtSeconds: new Map() };

/** Decides whether a session goes on, and what is to be remembered of it. */
export function admitSession(record: SessionRecord, session: PresentedSession, limits: SessionLimits): Admission {
  const verdict = verdictOn(record, session, limits);
  return { verdict, next: verdict === 'goes on' ? used(record, session, limits) : undefined };
}

function verdictOn(record: SessionRecord, session: PresentedSession, limits: SessionLimits): SessionVerdict {
  const { sessionId, issuedAtSeconds, startedAtSeconds, nowSeconds } = session;
  if (!(issuedAtSeconds > (record.signedOutAtSeconds ?? 0))) return 'was signed out';
  if (record.endedAtSeconds.has(sessionId)) return 'was ended';
  if (!(nowSeconds - startedAtSeconds < limits.absoluteSeconds)) return 'is too old';
  // A token that was refreshed since shows that somebody was there.
  const lastUsed = Math.max(record.lastUsedAtSeconds.get(sessionId) ?? 0, issuedAtSeconds);
  return nowSeconds - lastUsed < limits.idleSeconds ? 'goes on' : 'was idle too long';
}

function used(record: SessionRecord, session: PresentedSession, limits: SessionLimits): SessionRecord | undefined {
  const { sessionId, nowSeconds } = session;
  const known = record.lastUsedAtSeconds.get(sessionId);
  if (known !== undefined && nowSeconds - known < noteEverySeconds) return undefined;
  const now = Math.floor(nowSeconds);
  const others = [...record.lastUsedAtSeconds].filter(([id]) => id !== sessionId).sort(([, a], [, b]) => b - a);
  const kept = others.filter(([, at]) => now - at < limits.idleSeconds).slice(0, limits.most - 1);
  return {
    signedOutAtSeconds: record.signedOutAtSeconds,
    lastUsedAtSeconds: new Map([[sessionId, now], ...kept]),
    endedAtSeconds: new Map([
      // Of one that ended so long ago no token is valid any more.
      ...[...record.endedAtSeconds].filter(([, at]) => now - at < limits.absoluteSeconds),
      ...others.slice(kept.length).map(([id]) => [id, now] as const),
    ]),
  };
}

import { createHash, randomBytes } from 'node:crypto';
import type { Vault } from '../../vault.ts';
import { refusal } from '../refusals.ts';
import type { AppClient, SecondFactor } from '../user-pool.ts';
import type { Database } from './database.ts';

/** Where a sign-in stands between two requests: what was asked, and what the answer is judged by. Bytes as base64url. */
export type Challenge =
  | {
      readonly name: 'PASSWORD_VERIFIER';
      readonly clientPublic: string;
      readonly serverPublic: string;
      readonly serverSecret: string;
      readonly verifier: string;
    }
  | {
      readonly name: 'DEVICE_SRP_AUTH';
      /** Whether a second factor was given before; the device itself may count as one. */
      readonly secondFactor: boolean;
    }
  | {
      readonly name: 'DEVICE_PASSWORD_VERIFIER';
      readonly secondFactor: boolean;
      readonly clientPublic: string;
      readonly serverPublic: string;
      readonly serverSecret: string;
      readonly verifier: string;
    }
  /** Somebody who signed up and has yet to be confirmed, or is; nothing is asked of him. */
  | { readonly name: 'SIGN_UP' | 'SIGNED_UP' }
  | { readonly name: 'NEW_PASSWORD_REQUIRED' }
  | { readonly name: 'SOFTWARE_TOKEN_MFA' }
  | {
      readonly name: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP';
      readonly factor: 'first' | 'second';
      /** Undefined where nobody bears the name: no answer is right. */
      readonly code: string | undefined;
    }
  | { readonly name: 'SELECT_MFA_TYPE'; readonly choices: readonly SecondFactor[] }
  | { readonly name: 'SELECT_CHALLENGE'; readonly choices: readonly ChoiceName[] }
  | { readonly name: 'PASSWORD' | 'PASSWORD_SRP' }
  | { readonly name: 'WEB_AUTHN'; readonly challenge: string }
  | {
      readonly name: 'CUSTOM_CHALLENGE';
      readonly hidden: Readonly<Record<string, string>>;
      readonly note: string | null;
    }
  | {
      readonly name: 'MFA_SETUP';
      /** The secret that was handed out, until its first code arrives. */
      readonly pendingSecret?: string;
      readonly verified: boolean;
    };

/** One answered challenge of a custom sign-in, in order; the functions see all of them. */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata?: string | null;
}

/** What USER_AUTH lets people choose. */
export type ChoiceName = 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

/** What can be answered. */
export type ChallengeName = Exclude<Challenge['name'], 'SIGN_UP' | 'SIGNED_UP'>;

/** Bound to pool, client, user and challenge; nothing of it ever leaves this machine. */
export interface ChallengeSession<Asked extends Challenge = Challenge> {
  readonly poolId: string;
  readonly clientId: string;
  /** Undefined for a user who does not exist, where that must not show. */
  readonly sub: string | undefined;
  /** The user name as the client was told it. */
  readonly username: string;
  /** Under what failed answers are counted. */
  readonly attemptsName: string;
  readonly challenge: Asked;
  /** Whether a temporary password was replaced on the way. */
  readonly newPassword: boolean;
  /** On which device somebody says to be. A claim: only DEVICE_PASSWORD_VERIFIER proves it. */
  readonly deviceKey?: string | undefined;
  /** What was answered so far in a sign-in by CUSTOM_AUTH. */
  readonly custom?: readonly ChallengeResult[] | undefined;
}

interface Row {
  readonly expires_at: number;
  readonly used: number;
  readonly sealed_state: Uint8Array;
}

/** Sessions are single use, expire, and are known by a random token of which only the hash is kept. */
export class ChallengeSessions {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  /** @returns the token, standard base64 so that it can be SRP's secret block as well */
  open(client: AppClient, session: ChallengeSession): string {
    const now = this.#now();
    const token = randomBytes(60).toString('base64');
    const hash = hashOf(token);
    this.#database.run('DELETE FROM challenge_sessions WHERE expires_at < ?', now - keptAfterExpiryMillis);
    this.#database.run(
      'INSERT INTO challenge_sessions (token_hash, pool, sub, expires_at, used, sealed_state) VALUES (?, ?, ?, ?, 0, ?)',
      ...[hash, session.poolId, session.sub ?? null, now + client.authSessionMinutes * 60_000],
      this.#vault.seal(labelOf(hash), JSON.stringify(session)),
    );
    return token;
  }

  /** @throws AwsError NotAuthorizedException for a session that is invented, used, or expired */
  read(token: string): ChallengeSession {
    const hash = hashOf(token);
    const row = this.#database.one<Row>(
      'SELECT expires_at, used, sealed_state FROM challenge_sessions WHERE token_hash = ?',
      hash,
    );
    if (row === undefined) throw refusal('session-unknown');
    if (row.used === 1) throw refusal('session-used');
    if (!(this.#now() < row.expires_at)) throw refusal('session-expired');
    // Only `open` writes this column, and the seal breaks when someone else does.
    return JSON.parse(this.#vault.open(labelOf(hash), row.sealed_state).toString()) as ChallengeSession;
  }

  /** @throws AwsError NotAuthorizedException when another request was faster */
  use(token: string): void {
    const sql = 'UPDATE challenge_sessions SET used = 1 WHERE token_hash = ? AND used = 0';
    if (this.#database.run(sql, hashOf(token)) === 0) throw refusal('session-used');
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const labelOf = (hash: Buffer): string => `challenge-session ${hash.toString('base64url')}`;
/** Long enough to tell a used or expired session from an invented one. */
const keptAfterExpiryMillis = 15 * 60_000;

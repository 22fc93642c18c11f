import { createHash, randomBytes } from 'node:crypto';
import type { UserPool } from '../user-pool.ts';
import type { Database } from './database.ts';
import type { User } from './users.ts';

/** Whom a browser is signed in as, and since when. */
export interface BrowserSession {
  readonly sub: string;
  readonly authenticatedAt: number;
}

/** As long as AWS's, from the sign-in on, and not renewed by use. */
export const browserSessionSeconds = 3_600;

/** Who signed in through the login page is not asked again for an hour. */
export class BrowserSessions {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** @returns the value of the cookie */
  open(user: User): { readonly token: string; readonly authenticatedAt: number } {
    const token = randomBytes(32).toString('base64url');
    const now = this.#now();
    this.#database.run('DELETE FROM browser_sessions WHERE expires_at <= ?', now);
    this.#database.run(
      'INSERT INTO browser_sessions (token_hash, pool, sub, authenticated_at, expires_at) VALUES (?, ?, ?, ?, ?)',
      ...[hashOf(token), user.poolId, user.sub, now, now + browserSessionSeconds * 1_000],
    );
    return { token, authenticatedAt: now };
  }

  find(pool: UserPool, token: string): BrowserSession | undefined {
    const row = this.#database.one<{ sub: string; authenticated_at: number }>(
      'SELECT sub, authenticated_at FROM browser_sessions WHERE token_hash = ? AND pool = ? AND expires_at > ?',
      ...[hashOf(token), pool.id, this.#now()],
    );
    return row && { sub: row.sub, authenticatedAt: row.authenticated_at };
  }

  close(token: string): void {
    this.#database.run('DELETE FROM browser_sessions WHERE token_hash = ?', hashOf(token));
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

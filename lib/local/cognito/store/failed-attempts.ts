import { refusal } from '../refusals.ts';
import type { Database } from './database.ts';

const freeFailures = 5;
const longestLockoutMillis = 15 * 60_000;

/** How long the nth failure in a row locks out: none before the fifth, then 1 s, doubling to a quarter of an hour. */
export const lockoutMillis = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(2 ** (failures - freeFailures) * 1_000, longestLockoutMillis);

/**
 * Failed sign-ins in a row, of passwords and codes alike ("Lockout behavior for failed sign-in attempts" in the Cognito
 * developer guide). Counted for a name, whether somebody bears it or not, so that the lock tells nothing.
 */
export class FailedAttempts {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** @throws AwsError NotAuthorizedException while the name is locked out; that attempt does not count */
  assertNotLocked(poolId: string, name: string): void {
    const found = this.#find(poolId, name);
    if (found !== undefined && this.#now() < found.last_at + lockoutMillis(found.failures)) throw refusal('locked-out');
  }

  /**
   * Runs attempts on one name one after the other: passwords are compared in the background, and a hundred guesses at once
   * would else all begin before the first one counted.
   *
   * @throws AwsError NotAuthorizedException while the name is locked out
   */
  async inTurn<Result>(poolId: string, name: string, attempt: () => Promise<Result>): Promise<Result> {
    const key = JSON.stringify([poolId, name]);
    const mine = (this.#turns.get(key) ?? Promise.resolve()).then(
      () => this.#judge(poolId, name, attempt),
      () => this.#judge(poolId, name, attempt),
    );
    this.#turns.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#turns.get(key) === mine) this.#turns.delete(key);
    }
  }

  #judge<Result>(poolId: string, name: string, attempt: () => Promise<Result>): Promise<Result> {
    this.assertNotLocked(poolId, name);
    return attempt();
  }

  record(poolId: string, name: string): void {
    const now = this.#now();
    this.#database.run('DELETE FROM failed_attempts WHERE last_at < ?', now - longestLockoutMillis);
    this.#database.run(
      'INSERT INTO failed_attempts (pool, name, failures, last_at) VALUES (?, ?, 1, ?) ' +
        'ON CONFLICT DO UPDATE SET failures = failures + 1, last_at = excluded.last_at',
      ...[poolId, name, now],
    );
  }

  forget(poolId: string, name: string): void {
    this.#database.run('DELETE FROM failed_attempts WHERE pool = ? AND name = ?', poolId, name);
  }

  #find(poolId: string, name: string): { readonly failures: number; readonly last_at: number } | undefined {
    return this.#database.one(
      'SELECT failures, last_at FROM failed_attempts WHERE pool = ? AND name = ?',
      ...[poolId, name],
    );
  }
}

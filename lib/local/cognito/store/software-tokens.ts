import { randomBytes } from 'node:crypto';
import type { Vault } from '../../vault.ts';
import { refusal } from '../refusals.ts';
import { stepOfCode } from '../secrets/totp.ts';
import type { Database } from './database.ts';
import type { User } from './users.ts';

interface Row {
  readonly sealed_secret: Uint8Array;
  readonly last_used_step: number;
  readonly enabled: number;
  readonly preferred: number;
}

export interface SoftwareToken {
  readonly enabled: boolean;
  readonly preferred: boolean;
}

/** As long as Cognito's: 52 letters in base 32. */
export const createSoftwareTokenSecret = (): Buffer => randomBytes(32);

/** Authenticator apps of users: one registered each, and one that waits for its first code. */
export class SoftwareTokens {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  find(user: User): SoftwareToken | undefined {
    const row = this.#row(user);
    return row && { enabled: row.enabled === 1, preferred: row.preferred === 1 };
  }

  /**
   * Takes a code of the registered app, once.
   *
   * @throws AwsError CodeMismatchException; ExpiredCodeException for a code that was taken before
   */
  use(user: User, code: string): void {
    const row = this.#row(user);
    if (row === undefined) throw refusal('software-token-unknown');
    const step = stepOfCode(this.#vault.open(labelOf(user), row.sealed_secret), code, this.#now());
    if (step === undefined) throw refusal('code-wrong');
    if (!(step > row.last_used_step)) throw refusal('code-used');
    this.#database.run(
      'UPDATE software_tokens SET last_used_step = ? WHERE pool = ? AND sub = ?',
      ...[step, user.poolId, user.sub],
    );
  }

  /**
   * Registers an app that proves itself with a code; the app before it counts no more.
   *
   * @throws AwsError EnableSoftwareTokenMFAException when the code is wrong
   */
  register(user: User, secret: Uint8Array, code: string, { enabled }: { readonly enabled: boolean }): void {
    const step = stepOfCode(secret, code, this.#now());
    if (step === undefined) throw refusal('software-token-code-wrong');
    this.#database.transaction(() => {
      this.#database.run(
        'INSERT OR REPLACE INTO software_tokens (pool, sub, sealed_secret, last_used_step, enabled, preferred) ' +
          'VALUES (?, ?, ?, ?, ?, 0)',
        ...[user.poolId, user.sub, this.#vault.seal(labelOf(user), secret), step, enabled ? 1 : 0],
      );
      this.#database.run('DELETE FROM pending_software_tokens WHERE pool = ? AND sub = ?', user.poolId, user.sub);
    });
  }

  setPreference(user: User, { enabled, preferred }: SoftwareToken): void {
    this.#database.run(
      'UPDATE software_tokens SET enabled = ?, preferred = ? WHERE pool = ? AND sub = ?',
      ...[enabled ? 1 : 0, preferred ? 1 : 0, user.poolId, user.sub],
    );
  }

  setPending(user: User, secret: Uint8Array): void {
    this.#database.run(
      'INSERT OR REPLACE INTO pending_software_tokens (pool, sub, sealed_secret) VALUES (?, ?, ?)',
      ...[user.poolId, user.sub, this.#vault.seal(labelOf(user), secret)],
    );
  }

  pending(user: User): Buffer | undefined {
    const row = this.#database.one<{ sealed_secret: Uint8Array }>(
      'SELECT sealed_secret FROM pending_software_tokens WHERE pool = ? AND sub = ?',
      ...[user.poolId, user.sub],
    );
    return row && this.#vault.open(labelOf(user), row.sealed_secret);
  }

  /** Also one that waits for its first code. @returns whether an app was registered */
  delete(user: User): boolean {
    this.#database.run('DELETE FROM pending_software_tokens WHERE pool = ? AND sub = ?', user.poolId, user.sub);
    return this.#database.run('DELETE FROM software_tokens WHERE pool = ? AND sub = ?', user.poolId, user.sub) > 0;
  }

  #row(user: User): Row | undefined {
    return this.#database.one<Row>(
      'SELECT sealed_secret, last_used_step, enabled, preferred FROM software_tokens WHERE pool = ? AND sub = ?',
      ...[user.poolId, user.sub],
    );
  }
}

const labelOf = (user: User): string => `software-token ${user.poolId} ${user.sub}`;

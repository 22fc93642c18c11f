import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Vault } from '../../vault.ts';
import { refusal } from '../refusals.ts';
import type { Database } from './database.ts';

/** What a code confirms. */
export type CodePurpose = 'sign-up' | 'forgot-password' | 'email' | 'phone_number';

const hourMillis = 3_600_000;

/** How long a code is good, as AWS documents it. */
const lifetimeMillis: Readonly<Record<CodePurpose, number>> = {
  'sign-up': 24 * hourMillis,
  'forgot-password': hourMillis,
  email: 24 * hourMillis,
  phone_number: 24 * hourMillis,
};

interface Row {
  readonly fingerprint: Uint8Array;
  readonly sealed_destination: Uint8Array;
  readonly expires_at: number;
}

/** Six digits, each as likely. */
export const createCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/**
 * Codes that are on their way, one a holder and purpose: the newest counts. Six digits are guessed in a moment by whoever
 * has a plain hash, so what is kept is a fingerprint under the master key. A holder is a `sub`, or a name that nobody
 * bears where that must not show.
 */
export class ConfirmationCodes {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  /** Takes down a new code and where it goes; the one before it is void. */
  keep(poolId: string, holder: string, purpose: CodePurpose, code: string, destination: string): void {
    const label = labelOf(poolId, holder, purpose);
    // An expired code is answered as one that never was.
    this.#database.run('DELETE FROM confirmation_codes WHERE expires_at <= ?', this.#now());
    this.#database.run(
      'INSERT OR REPLACE INTO confirmation_codes (pool, holder, purpose, fingerprint, sealed_destination, expires_at) ' +
        'VALUES (?, ?, ?, ?, ?, ?)',
      ...[poolId, holder, purpose, this.#vault.fingerprint(`${label} ${code}`), this.#vault.seal(label, destination)],
      this.#now() + lifetimeMillis[purpose],
    );
  }

  /**
   * Whether this is the code, which stays until `spend`.
   *
   * @returns where it was sent
   * @throws AwsError CodeMismatchException, or ExpiredCodeException when it is too old or there is none
   */
  judge(poolId: string, holder: string, purpose: CodePurpose, given: string): string {
    const row = this.#database.one<Row>(
      'SELECT fingerprint, sealed_destination, expires_at FROM confirmation_codes ' +
        'WHERE pool = ? AND holder = ? AND purpose = ?',
      ...[poolId, holder, purpose],
    );
    if (row === undefined || !(this.#now() < row.expires_at)) throw refusal('code-expired');
    const label = labelOf(poolId, holder, purpose);
    if (!timingSafeEqual(this.#vault.fingerprint(`${label} ${given}`), row.fingerprint)) throw refusal('code-mismatch');
    return this.#vault.open(label, row.sealed_destination).toString();
  }

  /** @throws AwsError ExpiredCodeException when another request was faster */
  spend(poolId: string, holder: string, purpose: CodePurpose): void {
    const sql = 'DELETE FROM confirmation_codes WHERE pool = ? AND holder = ? AND purpose = ?';
    if (this.#database.run(sql, poolId, holder, purpose) === 0) throw refusal('code-expired');
  }

  /** Where the code that waits went, for a value that is verified before it counts. */
  destination(poolId: string, holder: string, purpose: CodePurpose): string | undefined {
    const row = this.#database.one<Pick<Row, 'sealed_destination'>>(
      'SELECT sealed_destination FROM confirmation_codes WHERE pool = ? AND holder = ? AND purpose = ? AND expires_at > ?',
      ...[poolId, holder, purpose, this.#now()],
    );
    return row && this.#vault.open(labelOf(poolId, holder, purpose), row.sealed_destination).toString();
  }

  /** Voids what is on its way, for one purpose or for all. */
  forget(poolId: string, holder: string, purpose?: CodePurpose): void {
    const sql = 'DELETE FROM confirmation_codes WHERE pool = ? AND holder = ? AND purpose = coalesce(?, purpose)';
    this.#database.run(sql, poolId, holder, purpose ?? null);
  }
}

const labelOf = (poolId: string, holder: string, purpose: CodePurpose): string =>
  `confirmation-code ${poolId} ${holder} ${purpose}`;

import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import type { Algorithm, PasskeyKey } from '../passkeys/cose-key.ts';
import { refusal } from '../refusals.ts';
import type { AppClient } from '../user-pool.ts';
import type { Database } from './database.ts';
import type { User } from './users.ts';

export interface Passkey {
  readonly id: Buffer;
  readonly relyingPartyId: string;
  readonly key: PasskeyKey;
  readonly signCount: number;
  readonly backupEligible: boolean;
  /** `platform` or `cross-platform`, as the browser said. */
  readonly attachment: string | undefined;
  readonly transports: readonly string[];
  readonly createdAt: number;
}

interface Row {
  readonly credential_id: Uint8Array;
  readonly relying_party: string;
  readonly algorithm: number;
  readonly public_key: Uint8Array;
  readonly sign_count: number;
  readonly backup_eligible: number;
  readonly attachment: string | null;
  readonly transports: string;
  readonly created_at: number;
}

const columns =
  'credential_id, relying_party, algorithm, public_key, sign_count, backup_eligible, attachment, transports, created_at';

/** As many as AWS lets a user have. */
const mostOfUser = 20;

/** 256 bits as base64url: what an authenticator signs over, so that a signature serves once. */
export const createChallenge = (): string => randomBytes(32).toString('base64url');

/** Passkeys of users. There is nothing secret in them. */
export class Passkeys {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Oldest first. */
  list(user: User): readonly Passkey[] {
    const sql = `SELECT ${columns} FROM passkeys WHERE pool = ? AND sub = ? ORDER BY created_at, credential_id`;
    return this.#database.all<Row>(sql, user.poolId, user.sub).map(toPasskey);
  }

  /** Begins a registration; one that was under way is over. @throws AwsError LimitExceededException */
  openRegistration(user: User, client: AppClient): string {
    if (!(this.list(user).length < mostOfUser)) throw refusal('passkey-limit');
    const challenge = createChallenge();
    this.#database.run(
      'INSERT OR REPLACE INTO passkey_registrations (pool, sub, client, challenge_hash, expires_at) VALUES (?, ?, ?, ?, ?)',
      ...[user.poolId, user.sub, client.id, hashOf(challenge), this.#now() + client.authSessionMinutes * 60_000],
    );
    return challenge;
  }

  /**
   * Ends a registration by its challenge, whatever comes of it.
   *
   * @throws AwsError WebAuthnChallengeNotFoundException, WebAuthnClientMismatchException
   */
  closeRegistration(user: User, client: AppClient, challenge: string): void {
    const mine = [user.poolId, user.sub] as const;
    const row = this.#database.one<{ client: string; challenge_hash: Uint8Array; expires_at: number }>(
      'SELECT client, challenge_hash, expires_at FROM passkey_registrations WHERE pool = ? AND sub = ?',
      ...mine,
    );
    const isOpen = row !== undefined && hashOf(challenge).equals(row.challenge_hash) && this.#now() < row.expires_at;
    if (!isOpen) throw refusal('passkey-challenge');
    this.#database.run('DELETE FROM passkey_registrations WHERE pool = ? AND sub = ?', ...mine);
    if (row.client !== client.id) throw refusal('passkey-client');
  }

  /** @throws AwsError LimitExceededException; InvalidParameterException for a credential that somebody has already */
  add(user: User, passkey: Omit<Passkey, 'createdAt'>): void {
    if (!(this.list(user).length < mostOfUser)) throw refusal('passkey-limit');
    const added = this.#database.run(
      `INSERT INTO passkeys (pool, sub, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      ...[user.poolId, user.sub, passkey.id, passkey.relyingPartyId, passkey.key.algorithm],
      ...[passkey.key.key.export({ type: 'spki', format: 'der' }), passkey.signCount, passkey.backupEligible ? 1 : 0],
      ...[passkey.attachment ?? null, JSON.stringify(passkey.transports), this.#now()],
    );
    if (added === 0) throw refusal('passkey-known');
  }

  setSignCount(user: User, { id }: Passkey, signCount: number): void {
    const sql = 'UPDATE passkeys SET sign_count = ? WHERE pool = ? AND sub = ? AND credential_id = ?';
    this.#database.run(sql, signCount, user.poolId, user.sub, id);
  }

  /** @throws AwsError ResourceNotFoundException, for the passkey of another user too */
  delete(user: User, id: Buffer): void {
    const sql = 'DELETE FROM passkeys WHERE pool = ? AND sub = ? AND credential_id = ?';
    if (this.#database.run(sql, user.poolId, user.sub, id) === 0) throw refusal('passkey-unknown');
  }

  /** Whether the user takes a passkey, with a finger or a number, for both factors. */
  isBothFactors(user: User): boolean {
    const sql = 'SELECT 1 AS one FROM passkey_factors WHERE pool = ? AND sub = ?';
    return this.#database.one<{ one: number }>(sql, user.poolId, user.sub) !== undefined;
  }

  setBothFactors(user: User, on: boolean): void {
    const sql = on
      ? 'INSERT INTO passkey_factors (pool, sub) VALUES (?, ?) ON CONFLICT DO NOTHING'
      : 'DELETE FROM passkey_factors WHERE pool = ? AND sub = ?';
    this.#database.run(sql, user.poolId, user.sub);
  }
}

const hashOf = (challenge: string): Buffer => createHash('sha256').update(challenge).digest();

const toPasskey = (row: Row): Passkey => ({
  id: Buffer.from(row.credential_id),
  relyingPartyId: row.relying_party,
  key: {
    // Only `add` writes these two columns.
    algorithm: row.algorithm as Algorithm,
    key: createPublicKey({ key: Buffer.from(row.public_key), format: 'der', type: 'spki' }),
  },
  signCount: row.sign_count,
  backupEligible: row.backup_eligible === 1,
  attachment: row.attachment ?? undefined,
  transports: JSON.parse(row.transports),
  createdAt: row.created_at,
});

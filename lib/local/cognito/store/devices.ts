import { randomBytes, randomUUID } from 'node:crypto';
import type { Vault } from '../../vault.ts';
import { refusal } from '../refusals.ts';
import type { SrpRecord } from '../secrets/srp.ts';
import type { UserPool } from '../user-pool.ts';
import type { Database } from './database.ts';
import type { SignIn } from './sign-ins.ts';
import type { User } from './users.ts';

/** Something on which a person signed in, and which can prove that it is the same again. */
export interface Device {
  /** `<region>_<UUID>` */
  readonly key: string;
  /** Takes the place of the pool's name in the proof. Only the device was told it. */
  readonly groupKey: string;
  readonly name: string | undefined;
  /** One that is only tracked counts for nothing in a sign-in. */
  readonly remembered: boolean;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly authenticatedAt: number;
}

/** Keys for a device that has yet to be confirmed. */
export interface NewDevice {
  readonly key: string;
  readonly groupKey: string;
}

interface Row {
  readonly device_key: string;
  readonly group_key: string;
  readonly name: string | null;
  readonly remembered: number;
  readonly created_at: number;
  readonly modified_at: number;
  readonly authenticated_at: number;
}

const columns = 'device_key, group_key, name, remembered, created_at, modified_at, authenticated_at';
const mine = 'pool = ? AND sub = ? AND device_key = ?';

export const createDeviceKeys = (pool: UserPool): NewDevice => ({
  key: `${pool.id.slice(0, pool.id.indexOf('_'))}_${randomUUID()}`,
  groupKey: `-${randomBytes(6).toString('base64url')}`,
});

/** Devices that were confirmed. A device is always looked up for its owner: a key says nothing about anybody else. */
export class Devices {
  readonly #database: Database;
  readonly #vault: Vault;
  readonly #now: () => number;

  constructor(database: Database, vault: Vault, now: () => number) {
    this.#database = database;
    this.#vault = vault;
    this.#now = now;
  }

  find(user: User, key: string): Device | undefined {
    const row = this.#database.one<Row>(`SELECT ${columns} FROM devices WHERE ${mine}`, ...idOf(user, key));
    return row && toDevice(row);
  }

  /** @throws AwsError ResourceNotFoundException, for the device of another user too */
  get(user: User, key: string): Device {
    const device = this.find(user, key);
    if (device === undefined) throw refusal('device-unknown');
    return device;
  }

  /** Oldest first. */
  list(user: User): readonly Device[] {
    const sql = `SELECT ${columns} FROM devices WHERE pool = ? AND sub = ? ORDER BY created_at, device_key`;
    return this.#database.all<Row>(sql, user.poolId, user.sub).map(toDevice);
  }

  /**
   * Begins to track the device that a sign-in was given keys for, once: a device that was forgotten does not come back by an
   * access token that is still good.
   *
   * @throws AwsError InvalidParameterException for a key that is not the sign-in's, DeviceKeyExistsException
   */
  confirm(
    user: User,
    signIn: SignIn,
    device: {
      readonly key: string;
      readonly name: string | undefined;
      readonly srp: SrpRecord;
      readonly remembered: boolean;
    },
  ): void {
    const { key, name, srp, remembered } = device;
    const now = this.#now();
    this.#database.transaction(() => {
      if (this.find(user, key) !== undefined) throw refusal('device-exists');
      const issued = this.#database.one<{ readonly unconfirmed_group_key: string | null }>(
        'SELECT unconfirmed_group_key FROM sign_in_devices WHERE event_id = ? AND device_key = ?',
        ...[signIn.eventId, key],
      );
      const groupKey = issued?.unconfirmed_group_key ?? undefined;
      if (groupKey === undefined) throw refusal('device-key-invalid');
      const sql = 'UPDATE sign_in_devices SET unconfirmed_group_key = NULL WHERE event_id = ?';
      this.#database.run(sql, signIn.eventId);
      this.#database.run(
        `INSERT INTO devices (pool, sub, ${columns}, salt, sealed_verifier) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[...idOf(user, key), groupKey, name ?? null, remembered ? 1 : 0, now, now, signIn.authenticatedAt],
        ...[srp.salt, this.#vault.seal(labelOf(user, key), srp.verifier)],
      );
    });
  }

  srpRecord(user: User, key: string): SrpRecord | undefined {
    const row = this.#database.one<{ readonly salt: Uint8Array; readonly sealed_verifier: Uint8Array }>(
      `SELECT salt, sealed_verifier FROM devices WHERE ${mine}`,
      ...idOf(user, key),
    );
    if (row === undefined) return undefined;
    return { salt: Buffer.from(row.salt), verifier: this.#vault.open(labelOf(user, key), row.sealed_verifier) };
  }

  setRemembered(user: User, key: string, remembered: boolean): void {
    const sql = `UPDATE devices SET remembered = ?, modified_at = ? WHERE ${mine}`;
    if (this.#database.run(sql, remembered ? 1 : 0, this.#now(), ...idOf(user, key)) === 0) {
      throw refusal('device-unknown');
    }
  }

  /** Somebody signed in on it. */
  noteSignIn(user: User, key: string): void {
    this.#database.run(`UPDATE devices SET authenticated_at = ? WHERE ${mine}`, this.#now(), ...idOf(user, key));
  }

  forget(user: User, key: string): void {
    if (this.#database.run(`DELETE FROM devices WHERE ${mine}`, ...idOf(user, key)) === 0) {
      throw refusal('device-unknown');
    }
  }
}

const idOf = (user: User, key: string) => [user.poolId, user.sub, key] as const;
const labelOf = (user: User, key: string): string => `device-verifier ${user.poolId} ${user.sub} ${key}`;

const toDevice = (row: Row): Device => ({
  key: row.device_key,
  groupKey: row.group_key,
  name: row.name ?? undefined,
  remembered: row.remembered === 1,
  createdAt: row.created_at,
  modifiedAt: row.modified_at,
  authenticatedAt: row.authenticated_at,
});

import type { Sqlite } from '../sqlite.ts';
import type { ValueCipher } from './value-cipher.ts';

/** What is known of a secret beside its values. Times are milliseconds since the epoch. */
export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly tags: readonly Tag[];
  readonly createdAtMillis: number;
  readonly changedAtMillis: number;
}

export type Tag = { readonly Key: string; readonly Value: string };

export type SecretValue =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array };

export interface Version {
  readonly id: string;
  readonly createdAtMillis: number;
  /** Of the customer's KMS key under which it is encrypted. */
  readonly keyArn: string | undefined;
}

/** Secrets, their versions and the staging labels that point to them. Only this file sees rows. */
export class SecretStore {
  readonly #database: Sqlite;
  readonly #cipher: ValueCipher;

  constructor(database: Sqlite, cipher: ValueCipher) {
    this.#database = database;
    this.#cipher = cipher;
  }

  find(arn: string): Secret | undefined {
    const row = this.#database.prepare('SELECT * FROM secrets WHERE arn = ?').get(arn) as SecretRow | undefined;
    return row === undefined ? undefined : toSecret(row);
  }

  /** Writes what the template says of a secret; its times of creation and change stay. */
  save(secret: Secret): void {
    this.#database
      .prepare(
        `INSERT INTO secrets (arn, name, description, kms_key_id, tags, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (arn) DO UPDATE SET description = excluded.description, kms_key_id = excluded.kms_key_id, tags = excluded.tags`,
      )
      .run(
        secret.arn,
        secret.name,
        secret.description ?? null,
        secret.kmsKeyId ?? null,
        JSON.stringify(secret.tags),
        secret.createdAtMillis,
        secret.changedAtMillis,
      );
  }

  /** In order of their names. */
  all(): readonly Secret[] {
    const rows = this.#database.prepare('SELECT * FROM secrets ORDER BY name').all();
    return rows.map((row) => toSecret(row as unknown as SecretRow));
  }

  /** Changes what a request may change of a secret beside its values. */
  change(arn: string, change: Partial<Pick<Secret, 'description' | 'kmsKeyId' | 'tags'>>, nowMillis: number): void {
    const secret = this.find(arn);
    if (secret === undefined) return;
    this.save({ ...secret, ...change });
    this.#database.prepare('UPDATE secrets SET changed_at = ? WHERE arn = ?').run(nowMillis, arn);
  }

  /** Forgets a secret with all that belongs to it. */
  destroy(arn: string): void {
    for (const table of ['rotations', 'secret_states', 'stages', 'version_keys', 'versions', 'secrets']) {
      this.#database.prepare(`DELETE FROM ${table} WHERE arn = ?`).run(arn);
    }
  }

  /** Whether the template said the same of the value when this was called last; remembers what it says now. */
  declaresAnew(arn: string, declared: string): boolean {
    const fingerprint = this.#cipher.fingerprint(declared);
    const row = this.#database.prepare('SELECT declared FROM secrets WHERE arn = ?').get(arn);
    const known = row?.['declared'];
    this.#database.prepare('UPDATE secrets SET declared = ? WHERE arn = ?').run(fingerprint, arn);
    return !(known instanceof Uint8Array) || Buffer.compare(known, fingerprint) !== 0;
  }

  version(arn: string, id: string): Version | undefined {
    return this.versions(arn).find((version) => version.id === id);
  }

  /** Newest first. One that a rotation has only named yet is none. */
  versions(arn: string): readonly Version[] {
    const rows = this.#database
      .prepare(
        `SELECT versions.id, created_at, key_arn FROM versions LEFT JOIN version_keys
           ON version_keys.arn = versions.arn AND version_keys.id = versions.id
         WHERE versions.arn = ? ORDER BY created_at DESC, versions.rowid DESC`,
      )
      .all(arn);
    return rows.map((row) => {
      const { id, created_at: createdAtMillis, key_arn: keyArn } = row as unknown as VersionListRow;
      return { id, createdAtMillis, keyArn: keyArn ?? undefined };
    });
  }

  /**
   * @throws AwsError when the KMS key of the version is not to be used
   * @throws Error when the file was altered, or written under another master key
   */
  value(arn: string, id: string, way?: 'decrypt' | 'recover'): SecretValue | undefined {
    const row = this.#database.prepare('SELECT kind, sealed FROM versions WHERE arn = ? AND id = ?').get(arn, id);
    if (row === undefined) return undefined;
    const { kind, sealed } = row as unknown as VersionRow;
    const opened = this.#cipher.open({ arn, id, kind, keyArn: this.version(arn, id)?.keyArn }, sealed, way);
    return kind === 'string' ? { kind, text: opened.toString('utf8') } : { kind: 'binary', bytes: opened };
  }

  /** Writes a version, or writes it anew under another key. */
  addVersion(arn: string, id: string, value: SecretValue, nowMillis: number): void {
    const bytes = value.kind === 'string' ? Buffer.from(value.text, 'utf8') : value.bytes;
    const keyArn = this.#cipher.keyFor(this.find(arn)?.kmsKeyId);
    const sealed = this.#cipher.seal({ arn, id, kind: value.kind, keyArn }, bytes);
    this.#database
      .prepare(
        `INSERT INTO versions (arn, id, kind, sealed, created_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (arn, id) DO UPDATE SET kind = excluded.kind, sealed = excluded.sealed`,
      )
      .run(arn, id, value.kind, sealed, nowMillis);
    this.#database.prepare('DELETE FROM version_keys WHERE arn = ? AND id = ?').run(arn, id);
    if (keyArn !== undefined) this.#database.prepare('INSERT INTO version_keys VALUES (?, ?, ?)').run(arn, id, keyArn);
    this.#database.prepare('UPDATE secrets SET changed_at = ? WHERE arn = ?').run(nowMillis, arn);
  }

  removeVersion(arn: string, id: string): void {
    for (const table of ['version_keys', 'versions']) {
      this.#database.prepare(`DELETE FROM ${table} WHERE arn = ? AND id = ?`).run(arn, id);
    }
  }

  /** Each staging label with the version that bears it. */
  stages(arn: string): ReadonlyMap<string, string> {
    const rows = this.#database.prepare('SELECT stage, version_id FROM stages WHERE arn = ? ORDER BY stage').all(arn);
    return new Map(
      rows.map((row) => {
        const { stage, version_id: id } = row as unknown as StageRow;
        return [stage, id];
      }),
    );
  }

  /** Puts a label on a version, and off every other. */
  setStage(arn: string, stage: string, versionId: string): void {
    this.#database
      .prepare('INSERT INTO stages VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version_id = excluded.version_id')
      .run(arn, stage, versionId);
  }

  removeStage(arn: string, stage: string): void {
    this.#database.prepare('DELETE FROM stages WHERE arn = ? AND stage = ?').run(arn, stage);
  }
}

/** The rows of STRICT tables: SQLite guarantees the types. */
interface SecretRow {
  readonly arn: string;
  readonly name: string;
  readonly description: string | null;
  readonly kms_key_id: string | null;
  readonly tags: string;
  readonly created_at: number;
  readonly changed_at: number;
}

interface VersionRow {
  readonly kind: SecretValue['kind'];
  readonly sealed: Uint8Array;
}

interface VersionListRow {
  readonly id: string;
  readonly created_at: number;
  readonly key_arn: string | null;
}

interface StageRow {
  readonly stage: string;
  readonly version_id: string;
}

const toSecret = (row: SecretRow): Secret => ({
  arn: row.arn,
  name: row.name,
  description: row.description ?? undefined,
  kmsKeyId: row.kms_key_id ?? undefined,
  tags: JSON.parse(row.tags) as readonly Tag[], // written by save() only
  createdAtMillis: row.created_at,
  changedAtMillis: row.changed_at,
});

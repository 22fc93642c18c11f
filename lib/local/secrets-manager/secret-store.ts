import type { Sqlite } from '../sqlite.ts';
import type { Vault } from '../vault.ts';

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
}

/** Secrets, their versions and the staging labels that point to them. Only this file sees rows. */
export class SecretStore {
  readonly #database: Sqlite;
  readonly #vault: Vault;

  constructor(database: Sqlite, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
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

  /** Whether the template said the same of the value when this was called last; remembers what it says now. */
  declaresAnew(arn: string, declared: string): boolean {
    const fingerprint = this.#vault.fingerprint(declared);
    const row = this.#database.prepare('SELECT declared FROM secrets WHERE arn = ?').get(arn);
    const known = row?.['declared'];
    this.#database.prepare('UPDATE secrets SET declared = ? WHERE arn = ?').run(fingerprint, arn);
    return !(known instanceof Uint8Array) || Buffer.compare(known, fingerprint) !== 0;
  }

  version(arn: string, id: string): Version | undefined {
    const row = this.#database.prepare('SELECT id, created_at FROM versions WHERE arn = ? AND id = ?').get(arn, id);
    if (row === undefined) return undefined;
    const { created_at: createdAtMillis } = row as unknown as VersionRow;
    return { id, createdAtMillis };
  }

  /** @throws Error when the file was altered, or written under another master key */
  value(arn: string, id: string): SecretValue | undefined {
    const row = this.#database.prepare('SELECT kind, sealed FROM versions WHERE arn = ? AND id = ?').get(arn, id);
    if (row === undefined) return undefined;
    const { kind, sealed } = row as unknown as VersionRow;
    const opened = this.#vault.open(labelOf(arn, id, kind), sealed);
    return kind === 'string' ? { kind, text: opened.toString('utf8') } : { kind: 'binary', bytes: opened };
  }

  addVersion(arn: string, id: string, value: SecretValue, nowMillis: number): void {
    const bytes = value.kind === 'string' ? Buffer.from(value.text, 'utf8') : value.bytes;
    this.#database
      .prepare('INSERT INTO versions (arn, id, kind, sealed, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(arn, id, value.kind, this.#vault.seal(labelOf(arn, id, value.kind), bytes), nowMillis);
    this.#database.prepare('UPDATE secrets SET changed_at = ? WHERE arn = ?').run(nowMillis, arn);
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
  readonly created_at: number;
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

/** A sealed value cannot be passed off as that of another secret, version or kind. */
const labelOf = (arn: string, id: string, kind: string): string => JSON.stringify([arn, id, kind]);

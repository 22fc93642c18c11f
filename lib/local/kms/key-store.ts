import { randomBytes } from 'node:crypto';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Vault } from '../vault.ts';
import type { Key, Material, Tag } from './key.ts';
import type { KeySpec, KeyUsage } from './key-specs.ts';

/** How a material came to be the current one; the first of a key was made with it. */
export type RotationType = 'AUTOMATIC' | 'ON_DEMAND';

export interface MaterialHistory {
  readonly id: string;
  readonly createdAtMillis: number;
  readonly rotation: RotationType | undefined;
}

/** Keys and their materials. Only this file sees their rows. */
export class KeyStore {
  readonly #environment: LocalEnvironment;
  readonly #database: Sqlite;
  readonly #vault: Vault;

  constructor(environment: LocalEnvironment, database: Sqlite, vault: Vault) {
    this.#environment = environment;
    this.#database = database;
    this.#vault = vault;
  }

  find(id: string): Key | undefined {
    const row = this.#database.prepare('SELECT * FROM keys WHERE id = ?').get(id);
    return row === undefined ? undefined : this.#toKey(row as unknown as KeyRow);
  }

  /** In order of their ids. */
  all(): readonly Key[] {
    const rows = this.#database.prepare('SELECT * FROM keys ORDER BY id').all();
    return rows.map((row) => this.#toKey(row as unknown as KeyRow));
  }

  save(key: Omit<Key, 'arn'>): void {
    this.#database
      .prepare(
        `INSERT INTO keys (id, spec, usage, manager, origin, description, enabled, policy, tags, rotation_days,
           rotates_at, deletes_at, deletion_days, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET description = excluded.description, enabled = excluded.enabled,
           policy = excluded.policy, tags = excluded.tags, rotation_days = excluded.rotation_days,
           rotates_at = excluded.rotates_at, deletes_at = excluded.deletes_at, deletion_days = excluded.deletion_days`,
      )
      .run(
        key.id,
        key.spec,
        key.usage,
        key.manager,
        key.origin,
        key.description,
        key.enabled ? 1 : 0,
        key.policy,
        JSON.stringify(key.tags),
        key.rotation?.periodDays ?? null,
        key.rotation?.atMillis ?? null,
        key.deletion?.atMillis ?? null,
        key.deletion?.windowDays ?? null,
        key.createdAtMillis,
      );
  }

  /** Whether the template said the same of the key when this was called last; remembers what it says now. */
  declaresAnew(id: string, declared: string): boolean {
    const row = this.#database.prepare('SELECT declared FROM keys WHERE id = ?').get(id);
    this.#database.prepare('UPDATE keys SET declared = ? WHERE id = ?').run(declared, id);
    return row?.['declared'] !== declared;
  }

  /** What is encrypted from now on is encrypted with these bytes. */
  addMaterial(keyId: string, bytes: Buffer, atMillis: number, rotation?: RotationType): void {
    const id = randomBytes(32).toString('hex');
    this.#database
      .prepare('INSERT INTO materials (id, key_id, sealed, created_at, rotation) VALUES (?, ?, ?, ?, ?)')
      .run(id, keyId, this.#vault.seal(labelOf(keyId, id), bytes), atMillis, rotation ?? null);
  }

  /** @throws Error when the key has none, or the file was altered or written under another master key */
  currentMaterial(keyId: string): Material {
    const last = this.materials(keyId).at(-1);
    const material = last === undefined ? undefined : this.material(keyId, last.id);
    if (material === undefined) throw new Error(`The key ${keyId} has no material`);
    return material;
  }

  material(keyId: string, id: string): Material | undefined {
    const row = this.#database.prepare('SELECT sealed FROM materials WHERE key_id = ? AND id = ?').get(keyId, id);
    // A BLOB of a STRICT table.
    const sealed = row?.['sealed'] as Uint8Array | undefined;
    return sealed === undefined ? undefined : { id, bytes: this.#vault.open(labelOf(keyId, id), sealed) };
  }

  /** Oldest first. */
  materials(keyId: string): readonly MaterialHistory[] {
    const rows = this.#database
      .prepare('SELECT id, created_at, rotation FROM materials WHERE key_id = ? ORDER BY number')
      .all(keyId);
    return rows.map((row) => {
      const { id, created_at: createdAtMillis, rotation } = row as unknown as MaterialRow;
      return { id, createdAtMillis, rotation: rotation ?? undefined };
    });
  }

  /** Forgets a key for good: what was encrypted under it stays encrypted. */
  destroy(keyId: string): void {
    this.#database.prepare('DELETE FROM materials WHERE key_id = ?').run(keyId);
    this.#database.prepare('DELETE FROM aliases WHERE key_id = ?').run(keyId);
    this.#database.prepare('DELETE FROM keys WHERE id = ?').run(keyId);
  }

  #toKey(row: KeyRow): Key {
    return {
      id: row.id,
      arn: arnOf(this.#environment, 'kms', `key/${row.id}`),
      spec: row.spec,
      usage: row.usage,
      manager: row.manager,
      origin: row.origin,
      description: row.description,
      enabled: row.enabled === 1,
      policy: row.policy,
      tags: JSON.parse(row.tags) as readonly Tag[], // written by save() only
      rotation: pair(row.rotation_days, row.rotates_at, (periodDays, atMillis) => ({ periodDays, atMillis })),
      deletion: pair(row.deletion_days, row.deletes_at, (windowDays, atMillis) => ({ windowDays, atMillis })),
      createdAtMillis: row.created_at,
    };
  }
}

/** The rows of STRICT tables, written by this file: SQLite guarantees the types. */
interface KeyRow {
  readonly id: string;
  readonly spec: KeySpec;
  readonly usage: KeyUsage;
  readonly manager: Key['manager'];
  readonly origin: Key['origin'];
  readonly description: string;
  readonly enabled: number;
  readonly policy: string;
  readonly tags: string;
  readonly rotation_days: number | null;
  readonly rotates_at: number | null;
  readonly deletes_at: number | null;
  readonly deletion_days: number | null;
  readonly created_at: number;
}

interface MaterialRow {
  readonly id: string;
  readonly created_at: number;
  readonly rotation: RotationType | null;
}

const pair = <Result>(one: number | null, two: number | null, join: (one: number, two: number) => Result) =>
  one === null || two === null ? undefined : join(one, two);

/** Sealed material cannot be passed off as that of another key. */
const labelOf = (keyId: string, id: string): string => JSON.stringify([keyId, id]);

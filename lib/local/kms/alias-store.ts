import type { Sqlite } from '../sqlite.ts';
import type { Alias } from './key.ts';

/** Other names of keys. Only this file sees their rows. */
export class AliasStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  find(name: string): Alias | undefined {
    const row = this.#database.prepare('SELECT * FROM aliases WHERE name = ?').get(name);
    return row === undefined ? undefined : toAlias(row as unknown as AliasRow);
  }

  /** In order of their names. */
  all(): readonly Alias[] {
    const rows = this.#database.prepare('SELECT * FROM aliases ORDER BY name').all();
    return rows.map((row) => toAlias(row as unknown as AliasRow));
  }

  /** Makes a name or points it to another key. */
  set(name: string, keyId: string, nowMillis: number): void {
    this.#database
      .prepare(
        `INSERT INTO aliases (name, key_id, created_at, updated_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET key_id = excluded.key_id, updated_at = excluded.updated_at`,
      )
      .run(name, keyId, nowMillis, nowMillis);
  }

  remove(name: string): void {
    this.#database.prepare('DELETE FROM aliases WHERE name = ?').run(name);
  }
}

/** The row of a STRICT table. */
interface AliasRow {
  readonly name: string;
  readonly key_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

const toAlias = (row: AliasRow): Alias => ({
  name: row.name,
  keyId: row.key_id,
  createdAtMillis: row.created_at,
  updatedAtMillis: row.updated_at,
});

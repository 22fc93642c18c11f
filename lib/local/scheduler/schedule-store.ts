import type { Sqlite } from '../sqlite.ts';
import type { Vault } from '../vault.ts';
import type { ScheduleDefinition } from './schedule.ts';

export interface Schedule {
  readonly group: string;
  readonly name: string;
  readonly definition: ScheduleDefinition;
  readonly createdAtMillis: number;
  readonly modifiedAtMillis: number;
}

export interface ScheduleGroup {
  readonly name: string;
  readonly createdAtMillis: number;
}

/** The input of a target may hold anything, so that definitions are sealed by the vault. */
export const schema = `
  CREATE TABLE IF NOT EXISTS schedules (
    group_name TEXT NOT NULL,
    name TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    declared INTEGER NOT NULL,
    present INTEGER NOT NULL,
    PRIMARY KEY (group_name, name)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS groups (
    name TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    declared INTEGER NOT NULL,
    present INTEGER NOT NULL
  ) STRICT;
`;

/** Schedules and their groups. Only this file sees rows. */
export class ScheduleStore {
  readonly #database: Sqlite;
  readonly #vault: Vault;

  constructor(database: Sqlite, vault: Vault) {
    this.#database = database;
    this.#vault = vault;
    // What a template declared is there when a template declares it again.
    for (const table of ['schedules', 'groups']) {
      database.prepare(`UPDATE ${table} SET present = 0 WHERE declared = 1`).run();
    }
  }

  all(): readonly Schedule[] {
    const rows = this.#database.prepare('SELECT * FROM schedules WHERE present = 1 ORDER BY group_name, name').all();
    return (rows as unknown as ScheduleRow[]).map((row) => this.#toSchedule(row)); // the columns of a STRICT table
  }

  find(group: string, name: string): Schedule | undefined {
    return this.all().find((schedule) => schedule.group === group && schedule.name === name);
  }

  /** Keeps the time at which a schedule was made first: its rate counts from then. */
  save({ group, name, definition, createdAtMillis, modifiedAtMillis }: Schedule, isDeclared = false): void {
    this.#database
      .prepare(
        `INSERT INTO schedules (group_name, name, sealed, created_at, modified_at, declared, present)
         VALUES (?, ?, ?, ?, ?, ?, 1)
         ON CONFLICT (group_name, name) DO UPDATE SET sealed = excluded.sealed, modified_at = excluded.modified_at,
           declared = max(declared, excluded.declared), present = 1`,
      )
      .run(
        group,
        name,
        this.#vault.seal(labelOf(group, name), JSON.stringify(definition)),
        createdAtMillis,
        modifiedAtMillis,
        isDeclared ? 1 : 0,
      );
  }

  remove(group: string, name: string): void {
    this.#database.prepare('DELETE FROM schedules WHERE group_name = ? AND name = ?').run(group, name);
  }

  groups(): readonly ScheduleGroup[] {
    const rows = this.#database.prepare('SELECT name, created_at FROM groups WHERE present = 1 ORDER BY name').all();
    return rows.map((row) => ({ name: String(row['name']), createdAtMillis: Number(row['created_at']) }));
  }

  saveGroup(name: string, nowMillis: number, isDeclared = false): void {
    this.#database
      .prepare(
        `INSERT INTO groups (name, created_at, declared, present) VALUES (?, ?, ?, 1)
         ON CONFLICT (name) DO UPDATE SET present = 1`,
      )
      .run(name, nowMillis, isDeclared ? 1 : 0);
  }

  removeGroup(name: string): void {
    this.#database.prepare('DELETE FROM schedules WHERE group_name = ?').run(name);
    this.#database.prepare('DELETE FROM groups WHERE name = ?').run(name);
  }

  #toSchedule({ group_name: group, name, sealed, created_at, modified_at }: ScheduleRow): Schedule {
    const definition = JSON.parse(this.#vault.open(labelOf(group, name), sealed).toString('utf8'));
    return {
      group,
      name,
      definition: definition as ScheduleDefinition, // sealed by save() only
      createdAtMillis: created_at,
      modifiedAtMillis: modified_at,
    };
  }
}

interface ScheduleRow {
  readonly group_name: string;
  readonly name: string;
  readonly sealed: Uint8Array;
  readonly created_at: number;
  readonly modified_at: number;
}

const labelOf = (group: string, name: string): string => JSON.stringify([group, name]);

import type { Sqlite } from '../sqlite.ts';
import type { QueueAttributes } from './queue-attributes.ts';

export interface Queue {
  readonly name: string;
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMillis: number;
  readonly modifiedAtMillis: number;
}

/** Queues without their messages. Only this file sees their rows. */
export class QueueStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
    // What a template declared is there when a template declares it again.
    database.prepare('UPDATE queues SET present = 0 WHERE declared IS NOT NULL').run();
  }

  all(): readonly Queue[] {
    const rows = this.#database.prepare('SELECT * FROM queues WHERE present = 1 ORDER BY name').all();
    return (rows as unknown as QueueRow[]).map(toQueue); // the columns of a STRICT table
  }

  find(name: string): Queue | undefined {
    const row = this.#database.prepare('SELECT * FROM queues WHERE present = 1 AND name = ?').get(name);
    return row === undefined ? undefined : toQueue(row as unknown as QueueRow); // the columns of a STRICT table
  }

  save({ name, attributes, tags, createdAtMillis, modifiedAtMillis }: Queue): void {
    this.#database
      .prepare(
        `INSERT INTO queues (name, attributes, tags, present, created_at, modified_at) VALUES (?, ?, ?, 1, ?, ?)
         ON CONFLICT (name) DO UPDATE SET
           attributes = excluded.attributes, tags = excluded.tags, present = 1, modified_at = excluded.modified_at`,
      )
      .run(name, JSON.stringify(attributes), JSON.stringify(tags), createdAtMillis, modifiedAtMillis);
  }

  isDeclaredAs(name: string, declaration: string): boolean {
    return this.#database.prepare('SELECT declared FROM queues WHERE name = ?').get(name)?.['declared'] === declaration;
  }

  reveal(name: string): void {
    this.#database.prepare('UPDATE queues SET present = 1 WHERE name = ?').run(name);
  }

  markDeclared(name: string, declaration: string): void {
    this.#database.prepare('UPDATE queues SET declared = ? WHERE name = ?').run(declaration, name);
  }

  remove(name: string): void {
    this.#database.prepare('DELETE FROM queues WHERE name = ?').run(name);
  }
}

interface QueueRow {
  readonly name: string;
  readonly attributes: string;
  readonly tags: string;
  readonly created_at: number;
  readonly modified_at: number;
}

const toQueue = (row: QueueRow): Queue => ({
  name: row.name,
  attributes: JSON.parse(row.attributes) as QueueAttributes, // written by save() only
  tags: JSON.parse(row.tags) as Readonly<Record<string, string>>, // written by save() only
  createdAtMillis: row.created_at,
  modifiedAtMillis: row.modified_at,
});

import type { Sqlite } from '../../sqlite.ts';
import type { TableDefinition, TableHistory } from '../table.ts';

/** A table as it is kept. */
export interface StoredTable {
  readonly id: number;
  readonly definition: TableDefinition;
  readonly history: TableHistory;
  /** Milliseconds since the epoch. */
  readonly createdAtMillis: number;
}

/** The rows of tables, and how they go. Call what writes inside a write transaction. */
export class TableStore {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  get all(): readonly StoredTable[] {
    return this.#database.prepare(`${SELECT} ORDER BY name`).all().map(toTable);
  }

  find(name: string): StoredTable | undefined {
    const row = this.#database.prepare(`${SELECT} WHERE name = ?`).get(name);
    return row === undefined ? undefined : toTable(row);
  }

  /** Answers the number of the table. */
  add({ definition, history, createdAtMillis }: Omit<StoredTable, 'id'>): number {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO tables (name, definition, created_at) VALUES (?, ?, ?)')
      .run(definition.name, toText({ definition, history }), createdAtMillis);
    return Number(lastInsertRowid);
  }

  update(table: StoredTable): void {
    this.#database.prepare('UPDATE tables SET definition = ? WHERE id = ?').run(toText(table), table.id);
  }

  /** Removes a table with its items and indexes. */
  remove(id: number): void {
    for (const statement of removal) this.#database.prepare(statement).run(id);
  }
}

const SELECT = 'SELECT id, definition, created_at FROM tables';

const removal = [
  'DELETE FROM index_entries WHERE index_id IN (SELECT id FROM indexes WHERE table_id = ?)',
  'DELETE FROM indexes WHERE table_id = ?',
  'DELETE FROM items WHERE table_id = ?',
  'DELETE FROM tables WHERE id = ?',
];

const toText = ({ definition, history }: Pick<StoredTable, 'definition' | 'history'>): string =>
  JSON.stringify({ ...definition, history });

const toTable = (row: Record<string, unknown>): StoredTable => {
  const { id, definition: text, created_at: createdAtMillis } = row as unknown as TableRow; // typed by the STRICT schema
  const stored = JSON.parse(text) as TableDefinition & { readonly history?: TableHistory }; // written by toText() only
  const { history = { origin: 'template' }, ...definition } = stored;
  return { id, definition, history, createdAtMillis };
};

interface TableRow {
  readonly id: number;
  readonly definition: string;
  readonly created_at: number;
}

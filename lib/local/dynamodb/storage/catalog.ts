import { arnOf, type LocalEnvironment } from '../../environment.ts';
import type { Sqlite } from '../../sqlite.ts';
import { resourceNotFound } from '../errors.ts';
import type { Stream } from '../streams/stream.ts';
import type { Streams } from '../streams/streams.ts';
import { type Index, type IndexDefinition, keyElements, type Table, type TableDefinition } from '../table.ts';
import type { ItemStore } from './item-store.ts';

/** The tables that were declared in this run. Those that the store knows from earlier runs stay unseen. */
export class Catalog {
  readonly #environment: LocalEnvironment;
  readonly #database: Sqlite;
  readonly #items: ItemStore;
  readonly #streams: Streams;
  readonly #tables = new Map<string, Table>();

  constructor(environment: LocalEnvironment, database: Sqlite, items: ItemStore, streams: Streams) {
    this.#environment = environment;
    this.#database = database;
    this.#items = items;
    this.#streams = streams;
  }

  get tables(): readonly Table[] {
    return [...this.#tables.values()];
  }

  /**
   * Declares a table; one of the same name keeps its items.
   *
   * @throws Error when the keys are not those with which its items were stored
   */
  declare(definition: TableDefinition): Table {
    if (this.#tables.has(definition.name)) throw new Error(`Two tables are named ${definition.name}`);
    const table = this.#database.write(() => this.#store(definition));
    this.#tables.set(table.name, table);
    return table;
  }

  /**
   * @param nameOrArn both are taken wherever a request says `TableName`
   * @throws AwsError `ResourceNotFoundException`
   */
  find(nameOrArn: string): Table {
    const table = this.#tables.get(this.nameOf(nameOrArn));
    if (table === undefined) throw resourceNotFound('Requested resource not found');
    return table;
  }

  /** The ARN of a table, whether there is one or not. */
  arnOf(nameOrArn: string): string {
    return nameOrArn.startsWith('arn:') ? nameOrArn : arnOf(this.#environment, 'dynamodb', `table/${nameOrArn}`);
  }

  /** The ARN of a table's index. */
  arnOfIndex(nameOrArn: string, indexName: string): string {
    return `${this.arnOf(nameOrArn)}/index/${indexName}`;
  }

  nameOf(nameOrArn: string): string {
    const prefix = arnOf(this.#environment, 'dynamodb', 'table/');
    return nameOrArn.startsWith(prefix) ? nameOrArn.slice(prefix.length) : nameOrArn;
  }

  #store(definition: TableDefinition): Table {
    const known = this.#database.prepare('SELECT id, definition, created_at FROM tables WHERE name = ?');
    const text = JSON.stringify(definition);
    let row = known.get(definition.name) as TableRow | undefined; // typed by the STRICT schema
    if (row === undefined) {
      this.#database
        .prepare('INSERT INTO tables (name, definition, created_at) VALUES (?, ?, ?)')
        .run(definition.name, text, this.#environment.now());
      row = known.get(definition.name) as TableRow | undefined;
    }
    if (row === undefined) throw new Error(`The store did not keep the table ${definition.name}`);
    const stored = JSON.parse(row.definition) as TableDefinition; // written here, nowhere else
    assertSameKeys(stored, definition);
    this.#database.prepare('UPDATE tables SET definition = ? WHERE id = ?').run(text, row.id);

    const { id, created_at: createdAtMillis } = row;
    const base = { ...definition, id, createdAtMillis, arn: this.arnOf(definition.name), indexes: [] };
    const stream = this.#storeStream(base);
    const indexes = this.#storeIndexes(base, definition.indexes);
    const table: Table = { ...base, indexes, ...(stream === undefined ? {} : { stream }) };
    if (stored.timeToLiveAttribute !== definition.timeToLiveAttribute) this.#items.reckonExpiry(table);
    return table;
  }

  /** A stream goes on over restarts; one of another view, or after a pause, is another stream. */
  #storeStream({ id, name, key, streamViewType: viewType }: Table): Stream | undefined {
    const { store } = this.#streams;
    const latest = store.ofTable(id);
    const current = latest?.disabledAtMillis === undefined ? latest : undefined;
    if (current?.viewType === viewType) return current;
    if (current !== undefined) store.disable(current);
    return viewType === undefined ? undefined : store.enable({ id, name, keySchema: keyElements(key) }, viewType);
  }

  /** Keeps the indexes that are as they were, fills new and changed ones, and empties those that are gone. */
  #storeIndexes(table: Table, definitions: readonly IndexDefinition[]): readonly Index[] {
    const stored = new Map<string, IndexRow>();
    for (const row of this.#database.prepare('SELECT id, name, key FROM indexes WHERE table_id = ?').all(table.id)) {
      const index = row as unknown as IndexRow; // typed by the STRICT schema
      stored.set(index.name, index);
    }
    const indexes = definitions.map((definition) => {
      const earlier = stored.get(definition.name);
      const key = JSON.stringify(definition.key);
      if (earlier?.key === key) {
        stored.delete(definition.name);
        return { ...definition, id: earlier.id };
      }
      return { ...definition, id: 0 };
    });
    for (const { id } of stored.values()) {
      this.#database.prepare('DELETE FROM index_entries WHERE index_id = ?').run(id);
      this.#database.prepare('DELETE FROM indexes WHERE id = ?').run(id);
    }
    return indexes.map((index) => (index.id === 0 ? this.#addIndex(table, index) : index));
  }

  #addIndex(table: Table, definition: IndexDefinition): Index {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO indexes (table_id, name, key) VALUES (?, ?, ?)')
      .run(table.id, definition.name, JSON.stringify(definition.key));
    const index = { ...definition, id: Number(lastInsertRowid) };
    this.#items.fill(table, index);
    return index;
  }
}

interface TableRow {
  readonly id: number;
  readonly definition: string;
  readonly created_at: number;
}

interface IndexRow {
  readonly id: number;
  readonly name: string;
  /** JSON of its key schema: what an index projects is worked out when it is read. */
  readonly key: string;
}

/** What AWS changes only by replacing the table cannot be changed under the items that are there. */
const assertSameKeys = (stored: TableDefinition, declared: TableDefinition): void => {
  const fixed = ({ key, indexes }: TableDefinition) => [
    key,
    indexes.filter(({ kind }) => kind === 'local').map(({ name, key: localKey }) => [name, localKey]),
  ];
  if (JSON.stringify(fixed(stored)) === JSON.stringify(fixed(declared))) return;
  throw new Error(
    `The table ${declared.name} holds items under other keys than the template declares now; ` +
      'AWS would replace the table. Start with --fresh to begin with an empty one.',
  );
};

import type { Sqlite } from '../../sqlite.ts';
import type { Index, IndexDefinition, Table } from '../table.ts';
import type { ItemStore } from './item-store.ts';

/** The indexes of tables. Call it inside a write transaction. */
export class IndexStore {
  readonly #database: Sqlite;
  readonly #items: ItemStore;

  constructor(database: Sqlite, items: ItemStore) {
    this.#database = database;
    this.#items = items;
  }

  /** Keeps the indexes that are as they were, fills new and changed ones, and empties those that are gone. */
  store(table: Table, definitions: readonly IndexDefinition[]): readonly Index[] {
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
    return indexes.map((index) => (index.id === 0 ? this.#add(table, index) : index));
  }

  #add(table: Table, definition: IndexDefinition): Index {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO indexes (table_id, name, key) VALUES (?, ?, ?)')
      .run(table.id, definition.name, JSON.stringify(definition.key));
    const index = { ...definition, id: Number(lastInsertRowid) };
    this.#items.fill(table, index);
    return index;
  }
}

interface IndexRow {
  readonly id: number;
  readonly name: string;
  /** JSON of its key schema: what an index projects is worked out when it is read. */
  readonly key: string;
}

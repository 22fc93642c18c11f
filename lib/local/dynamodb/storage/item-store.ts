import type { StatementSync } from 'node:sqlite';
import type { Sqlite } from '../../sqlite.ts';
import type { Streams } from '../streams/streams.ts';
import type { Index, Table } from '../table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { attributeOf } from '../values/attribute-value.ts';
import { type Position, positionOf } from './item-key.ts';

/** Reads and writes single items, keeps the entries of their indexes, and tells the streams of changes. */
export class ItemStore {
  readonly #database: Sqlite;
  readonly #streams: Streams;
  readonly #byKey: StatementSync;

  constructor(database: Sqlite, streams: Streams) {
    this.#database = database;
    this.#streams = streams;
    this.#byKey = database.prepare('SELECT id, item FROM items WHERE table_id = ? AND partition = ? AND sort = ?');
    // A row with names costs half as much again.
    this.#byKey.setReturnArrays(true);
  }

  get(table: Table, position: Position): Attributes | undefined {
    return this.find(table, position)?.item;
  }

  find(table: Table, { partition, sort }: Position): StoredItem | undefined {
    const row = this.#byKey.get(table.id, partition, sort) as KeyRow | undefined;
    return row && new StoredItem(row[0], row[1]);
  }

  /**
   * Call it inside a write transaction.
   *
   * @param existing what find() answers there
   */
  put(table: Table, position: Position, item: Attributes, existing: StoredItem | undefined): void {
    const text = JSON.stringify(item);
    const expiresAt = expiryOf(table, item);
    if (table.stream !== undefined) this.#streams.capture(table, { before: existing?.item, after: item });
    if (existing === undefined) {
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO items (table_id, partition, sort, item, expires_at) VALUES (?, ?, ?, ?, ?)')
        .run(table.id, position.partition, position.sort, text, expiresAt);
      this.#enter(table, position, item, Number(lastInsertRowid));
      return;
    }
    this.#database.prepare('UPDATE items SET item = ?, expires_at = ? WHERE id = ?').run(text, expiresAt, existing.id);
    this.#strike(table, position, existing);
    this.#enter(table, position, item, existing.id);
  }

  /** Call it inside a write transaction. */
  delete(table: Table, position: Position, by: 'caller' | 'expiry' = 'caller'): void {
    const existing = this.find(table, position);
    if (existing === undefined) return;
    this.#streams.capture(table, { before: existing.item, after: undefined }, by);
    this.#database.prepare('DELETE FROM items WHERE id = ?').run(existing.id);
    this.#strike(table, position, existing);
  }

  /** Fills an index from the items that are there. */
  fill(table: Table, index: Index): void {
    const rows = this.#database.prepare('SELECT id, partition, sort, item FROM items WHERE table_id = ?').all(table.id);
    for (const row of rows) {
      const { id, partition, sort, item } = row as unknown as ItemRow;
      this.#enterOne(index, { partition, sort }, parseItem(item), id);
    }
  }

  /** Deletes the items whose time is over. Call it inside a write transaction. */
  expire(tables: readonly Table[], nowSeconds: number): void {
    for (const table of tables) {
      const rows = this.#database
        .prepare('SELECT partition, sort FROM items WHERE table_id = ? AND expires_at > ? AND expires_at <= ?')
        .all(table.id, nowSeconds - FIVE_YEARS_SECONDS, nowSeconds);
      for (const row of rows) this.delete(table, row as unknown as Position, 'expiry');
    }
  }

  /** Works out anew when items expire, after the attribute was changed. */
  reckonExpiry(table: Table): void {
    const rows = this.#database.prepare('SELECT id, item FROM items WHERE table_id = ?').all(table.id);
    const update = this.#database.prepare('UPDATE items SET expires_at = ? WHERE id = ?');
    for (const row of rows) {
      const { id, item } = row as unknown as ItemRow;
      update.run(expiryOf(table, parseItem(item)), id);
    }
  }

  /** How many items there are, and their bytes as they are stored. */
  measure(table: Table): { readonly count: number; readonly bytes: number } {
    const row = this.#database
      .prepare('SELECT COUNT(*) AS count, COALESCE(SUM(OCTET_LENGTH(item)), 0) AS bytes FROM items WHERE table_id = ?')
      .get(table.id);
    return { count: Number(row?.['count']), bytes: Number(row?.['bytes']) };
  }

  /** The same for those of an index: of the whole items, whatever is projected of them. */
  measureIndex(index: Index): { readonly count: number; readonly bytes: number } {
    const row = this.#database
      .prepare(
        `SELECT COUNT(*) AS count, COALESCE(SUM(OCTET_LENGTH(items.item)), 0) AS bytes
         FROM index_entries AS entry JOIN items ON items.id = entry.item_id WHERE entry.index_id = ?`,
      )
      .get(index.id);
    return { count: Number(row?.['count']), bytes: Number(row?.['bytes']) };
  }

  #enter(table: Table, base: Position, item: Attributes, itemId: number): void {
    for (const index of table.indexes) this.#enterOne(index, base, item, itemId);
  }

  #enterOne(index: Index, base: Position, item: Attributes, itemId: number): void {
    const position = positionOf(item, index.key);
    if (position === undefined) return;
    this.#database
      .prepare('INSERT INTO index_entries VALUES (?, ?, ?, ?, ?, ?)')
      .run(index.id, position.partition, position.sort, base.partition, base.sort, itemId);
  }

  #strike(table: Table, base: Position, existing: StoredItem): void {
    for (const index of table.indexes) {
      const position = positionOf(existing.item, index.key);
      if (position === undefined) continue;
      this.#database
        .prepare(
          'DELETE FROM index_entries WHERE index_id = ? AND partition = ? AND sort = ? AND base_partition = ? AND base_sort = ?',
        )
        .run(index.id, position.partition, position.sort, base.partition, base.sort);
    }
  }
}

/** An item as it is stored: its text is read when somebody asks what it says. */
export class StoredItem {
  readonly id: number;
  readonly text: string;
  #item: Attributes | undefined;

  constructor(id: number, text: string) {
    this.id = id;
    this.text = text;
  }

  get item(): Attributes {
    this.#item ??= parseItem(this.text);
    return this.#item;
  }
}

/** `id` and `item`, as below. */
type KeyRow = readonly [number, string];

/** A row of `items`; the schema is STRICT, so SQLite guarantees the types. */
interface ItemRow {
  readonly id: number;
  readonly partition: Uint8Array;
  readonly sort: Uint8Array;
  readonly item: string;
}

/** Items are written by put() only, as the JSON of parsed attributes. */
export const parseItem = (text: string): Attributes => JSON.parse(text) as Attributes;

/** DynamoDB leaves alone what seems to have expired more than five years ago ("Using time to live"). */
const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 60 * 60;

const expiryOf = ({ timeToLiveAttribute }: Table, item: Attributes): number | null => {
  const value = timeToLiveAttribute === undefined ? undefined : attributeOf(item, timeToLiveAttribute);
  const seconds = value !== undefined && 'N' in value ? Math.floor(Number(value.N)) : Number.NaN;
  return Number.isSafeInteger(seconds) ? seconds : null;
};

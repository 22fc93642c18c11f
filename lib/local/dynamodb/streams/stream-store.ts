import { arnOf, type LocalEnvironment } from '../../environment.ts';
import type { JsonObject } from '../../json.ts';
import type { Sqlite } from '../../sqlite.ts';
import type { ShardStore } from './shard-store.ts';
import { RETENTION_MILLIS, type Stream, type StreamViewType } from './stream.ts';

/** What a stream must know of its table. */
export interface StreamedTable {
  readonly id: number;
  readonly name: string;
  readonly keySchema: readonly JsonObject[];
}

/** The streams that tables have, and those that they had during the last 24 hours. */
export class StreamStore {
  readonly #environment: LocalEnvironment;
  readonly #database: Sqlite;
  readonly #shards: ShardStore;

  constructor(environment: LocalEnvironment, database: Sqlite, shards: ShardStore) {
    this.#environment = environment;
    this.#database = database;
    this.#shards = shards;
  }

  /** Oldest first. */
  get all(): readonly Stream[] {
    return this.#select('ORDER BY id');
  }

  /** The stream that a table has, or had last. */
  ofTable(tableId: number): Stream | undefined {
    return this.#select('WHERE table_id = ? ORDER BY id DESC LIMIT 1', tableId)[0];
  }

  find(arn: string): Stream | undefined {
    const [tableName = '', label = ''] = arn.slice(this.#prefix.length).split('/stream/');
    const [stream] = this.#select('WHERE table_name = ? AND label = ?', tableName, label);
    return stream?.arn === arn ? stream : undefined;
  }

  /** Call it inside a write transaction, as what follows. */
  enable(table: StreamedTable, viewType: StreamViewType): Stream {
    const createdAtMillis = this.#environment.now();
    const label = this.#freeLabel(table.name, createdAtMillis);
    const { lastInsertRowid } = this.#database
      .prepare(
        'INSERT INTO streams (table_id, table_name, label, view_type, key_schema, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(table.id, table.name, label, viewType, JSON.stringify(table.keySchema), createdAtMillis);
    const [stream] = this.#select('WHERE id = ?', Number(lastInsertRowid));
    if (stream === undefined) throw new Error(`The store did not keep the stream of ${table.name}`);
    this.#shards.begin(stream, undefined, createdAtMillis);
    return stream;
  }

  disable(stream: Stream): void {
    const nowMillis = this.#environment.now();
    this.#shards.end(stream, nowMillis);
    this.#database.prepare('UPDATE streams SET disabled_at = ? WHERE id = ?').run(nowMillis, stream.id);
  }

  /** A table of the same number that comes later has nothing to do with it. */
  forgetTable(tableId: number): void {
    this.#database.prepare('UPDATE streams SET table_id = NULL WHERE table_id = ?').run(tableId);
  }

  /** Begins the next shard where one is old, and forgets streams that ended more than a day ago. */
  age(nowMillis: number): void {
    for (const stream of this.all)
      if (stream.disabledAtMillis === undefined) this.#shards.forAppending(stream, nowMillis);
    // Its shards and records are older still, and gone.
    this.#database.prepare('DELETE FROM streams WHERE disabled_at <= ?').run(nowMillis - RETENTION_MILLIS);
  }

  get #prefix(): string {
    return arnOf(this.#environment, 'dynamodb', 'table/');
  }

  #select(clause: string, ...parameters: (string | number)[]): readonly Stream[] {
    return this.#database
      .prepare(`SELECT * FROM streams ${clause}`)
      .all(...parameters)
      .map((row) => this.#toStream(row as unknown as StreamRow));
  }

  #toStream(row: StreamRow): Stream {
    return {
      id: row.id,
      arn: `${this.#prefix}${row.table_name}/stream/${row.label}`,
      tableName: row.table_name,
      label: row.label,
      viewType: row.view_type,
      keySchema: JSON.parse(row.key_schema) as readonly JsonObject[], // written by enable() only
      createdAtMillis: row.created_at,
      disabledAtMillis: row.disabled_at ?? undefined,
    };
  }

  #freeLabel(tableName: string, millis: number): string {
    const label = new Date(millis).toISOString().replace('Z', '');
    const taken = this.#select('WHERE table_name = ? AND label = ?', tableName, label).length > 0;
    return taken ? this.#freeLabel(tableName, millis + 1) : label;
  }
}

/** A row of `streams`; the schema is STRICT, so SQLite guarantees the types. */
interface StreamRow {
  readonly id: number;
  readonly table_name: string;
  readonly label: string;
  readonly view_type: StreamViewType;
  readonly key_schema: string;
  readonly created_at: number;
  readonly disabled_at: number | null;
}

import type { Sqlite } from '../../sqlite.ts';
import type { Shard, Stream } from './stream.ts';

/** When a shard is followed by another: a reader that looks at one shard only misses records here as it does on AWS. */
export interface ShardLimits {
  /** @default 4 hours, as AWS does */
  readonly openMillis?: number;
  /** @default 1000: far less than AWS takes, so that readers meet it on a laptop */
  readonly records?: number;
}

const SHARD_MILLIS = 4 * 60 * 60 * 1000;
const SHARD_RECORDS = 1000;

/** The shards of all streams. An enabled stream has one that is open. Call what writes inside a write transaction. */
export class ShardStore {
  readonly #database: Sqlite;
  readonly #openMillis: number;
  readonly #records: number;

  constructor(database: Sqlite, { openMillis = SHARD_MILLIS, records = SHARD_RECORDS }: ShardLimits = {}) {
    this.#database = database;
    this.#openMillis = openMillis;
    this.#records = records;
  }

  /** Oldest first. */
  of(stream: Stream): readonly Shard[] {
    return this.#database
      .prepare('SELECT * FROM stream_shards WHERE stream_id = ? ORDER BY id')
      .all(stream.id)
      .map((row) => toShard(row as unknown as ShardRow));
  }

  /** The shard that takes the next record: the open one, or its successor when that is full or old. */
  forAppending(stream: Stream, nowMillis: number): Shard {
    const open = this.#open(stream);
    if (open === undefined) return this.begin(stream, undefined, nowMillis);
    const isDue = open.records >= this.#records || nowMillis - open.createdAtMillis >= this.#openMillis;
    return isDue ? this.#succeed(stream, open, nowMillis) : open;
  }

  begin(stream: Stream, parent: Shard | undefined, nowMillis: number): Shard {
    const sequence = this.#database.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'stream_records'`).get();
    const first = Number(sequence?.['seq'] ?? 0) + 1;
    const { lastInsertRowid } = this.#database
      .prepare(
        `INSERT INTO stream_shards (stream_id, name, parent_name, created_at, first_sequence, trimmed_through, records)
         VALUES (?, '', ?, ?, ?, ?, 0)`,
      )
      .run(stream.id, parent?.name ?? null, nowMillis, first, first - 1);
    const id = Number(lastInsertRowid);
    const name = `shardId-${String(nowMillis).padStart(20, '0')}-${id.toString(16).padStart(8, '0')}`;
    this.#database.prepare('UPDATE stream_shards SET name = ? WHERE id = ?').run(name, id);
    return {
      id,
      name,
      parentName: parent?.name,
      createdAtMillis: nowMillis,
      firstSequence: first,
      lastSequence: undefined,
      trimmedThrough: first - 1,
      records: 0,
    };
  }

  /** Closes what is open. */
  end(stream: Stream, nowMillis: number): void {
    const open = this.#open(stream);
    if (open !== undefined) this.#close(open, nowMillis);
  }

  countRecord(shard: Shard): void {
    this.#database.prepare('UPDATE stream_shards SET records = records + 1 WHERE id = ?').run(shard.id);
  }

  #open(stream: Stream): Shard | undefined {
    const row = this.#database
      .prepare('SELECT * FROM stream_shards WHERE stream_id = ? AND closed_at IS NULL ORDER BY id DESC LIMIT 1')
      .get(stream.id);
    return row === undefined ? undefined : toShard(row as unknown as ShardRow);
  }

  #succeed(stream: Stream, shard: Shard, nowMillis: number): Shard {
    this.#close(shard, nowMillis);
    return this.begin(stream, shard, nowMillis);
  }

  #close(shard: Shard, nowMillis: number): void {
    this.#database
      .prepare(
        `UPDATE stream_shards SET closed_at = ?, last_sequence =
           COALESCE((SELECT MAX(sequence) FROM stream_records WHERE shard_id = stream_shards.id), MAX(first_sequence, trimmed_through))
         WHERE id = ?`,
      )
      .run(nowMillis, shard.id);
  }
}

/** A row of `stream_shards`; the schema is STRICT, so SQLite guarantees the types. */
interface ShardRow {
  readonly id: number;
  readonly name: string;
  readonly parent_name: string | null;
  readonly created_at: number;
  readonly first_sequence: number;
  readonly last_sequence: number | null;
  readonly trimmed_through: number;
  readonly records: number;
}

const toShard = (row: ShardRow): Shard => ({
  id: row.id,
  name: row.name,
  parentName: row.parent_name ?? undefined,
  createdAtMillis: row.created_at,
  firstSequence: row.first_sequence,
  lastSequence: row.last_sequence ?? undefined,
  trimmedThrough: row.trimmed_through,
  records: row.records,
});

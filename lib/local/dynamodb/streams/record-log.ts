import type { LocalEnvironment } from '../../environment.ts';
import type { Sqlite } from '../../sqlite.ts';
import type { Change } from './change.ts';
import type { ShardStore } from './shard-store.ts';
import { RETENTION_MILLIS, type Shard, type Stream } from './stream.ts';

/** A record as it is kept. */
export interface StoredRecord {
  readonly sequence: number;
  readonly addedAtMillis: number;
  readonly change: Change;
}

/** How much is read at a time. */
export interface Room {
  readonly records: number;
  /** As streams reckon them: keys and images. */
  readonly bytes: number;
}

/** The records of all streams, kept for 24 hours. */
export class RecordLog {
  readonly #environment: LocalEnvironment;
  readonly #database: Sqlite;
  readonly #shards: ShardStore;
  readonly #listeners = new Map<number, Set<() => void>>();
  readonly #toTell = new Set<number>();

  constructor(environment: LocalEnvironment, database: Sqlite, shards: ShardStore) {
    this.#environment = environment;
    this.#database = database;
    this.#shards = shards;
  }

  /** Adds a record in the transaction of the write that it tells of: both are there, or neither. */
  append(stream: Stream, change: Change): void {
    const nowMillis = this.#environment.now();
    const shard = this.#shards.forAppending(stream, nowMillis);
    this.#database
      .prepare('INSERT INTO stream_records (shard_id, added_at, change) VALUES (?, ?, ?)')
      .run(shard.id, nowMillis, JSON.stringify(change));
    this.#shards.countRecord(shard);
    this.#tellSoon(stream);
  }

  /** Records whose numbers are greater than `after`, as many as there is room for, and at least one if there is any. */
  read(shard: Shard, after: number, room: Room): readonly StoredRecord[] {
    const rows = this.#database
      .prepare(
        'SELECT sequence, added_at, change FROM stream_records WHERE shard_id = ? AND sequence > ? ORDER BY sequence LIMIT ?',
      )
      .iterate(shard.id, after, room.records);
    const records: StoredRecord[] = [];
    let bytes = 0;
    for (const row of rows) {
      const { sequence, added_at: addedAtMillis, change: text } = row as unknown as RecordRow;
      const change = JSON.parse(text) as Change; // written by append() only
      bytes += change.bytes;
      if (bytes > room.bytes && records.length > 0) break;
      records.push({ sequence, addedAtMillis, change });
    }
    return records;
  }

  /** The number of the newest record that the shard ever had; undefined when it had none. */
  newest(shard: Shard): number | undefined {
    const row = this.#database
      .prepare('SELECT MAX(sequence) AS newest FROM stream_records WHERE shard_id = ?')
      .get(shard.id);
    const newest = row?.['newest'] ?? null;
    if (newest !== null) return Number(newest);
    return shard.records > 0 ? shard.trimmedThrough : undefined;
  }

  /** Forgets what is older than a day, and shards that were closed before. Call it inside a write transaction. */
  trim(nowMillis: number): void {
    const horizon = nowMillis - RETENTION_MILLIS;
    this.#database
      .prepare(
        `UPDATE stream_shards SET trimmed_through = aged.newest
         FROM (SELECT shard_id, MAX(sequence) AS newest FROM stream_records WHERE added_at <= ? GROUP BY shard_id) AS aged
         WHERE aged.shard_id = stream_shards.id`,
      )
      .run(horizon);
    this.#database.prepare('DELETE FROM stream_records WHERE added_at <= ?').run(horizon);
    this.#database.prepare('DELETE FROM stream_shards WHERE closed_at <= ?').run(horizon);
  }

  /** Calls back soon after records were added; answers how to stop that. */
  onAppend(stream: Stream, listener: () => void): () => void {
    const listeners = this.#listeners.get(stream.id) ?? new Set();
    this.#listeners.set(stream.id, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** After the transaction: it is over when the event loop turns, because it runs without waiting for anything. */
  #tellSoon({ id }: Stream): void {
    if (this.#toTell.has(id) || !this.#listeners.has(id)) return;
    this.#toTell.add(id);
    setImmediate(() => {
      this.#toTell.delete(id);
      for (const listener of this.#listeners.get(id) ?? []) listener();
    });
  }
}

/** A row of `stream_records`; the schema is STRICT, so SQLite guarantees the types. */
interface RecordRow {
  readonly sequence: number;
  readonly added_at: number;
  readonly change: string;
}

import type { LocalEnvironment } from '../../environment.ts';
import type { Sqlite } from '../../sqlite.ts';
import type { KeySchema } from '../table.ts';
import { changeOf, type Images } from './change.ts';
import { RecordLog } from './record-log.ts';
import { createShardIterators, type ShardIterators } from './shard-iterators.ts';
import { type ShardLimits, ShardStore } from './shard-store.ts';
import type { Stream } from './stream.ts';
import { StreamStore } from './stream-store.ts';

/** The streams of all tables and what they hold. */
export class Streams {
  readonly store: StreamStore;
  readonly shards: ShardStore;
  readonly log: RecordLog;
  readonly iterators: ShardIterators;

  constructor(environment: LocalEnvironment, database: Sqlite, limits?: ShardLimits) {
    this.shards = new ShardStore(database, limits);
    this.store = new StreamStore(environment, database, this.shards);
    this.log = new RecordLog(environment, database, this.shards);
    this.iterators = createShardIterators(environment.masterKey);
  }

  /** Keeps a change of an item in the stream of its table, if it has one. Call it in the transaction of the write. */
  capture(
    { key, stream }: { readonly key: KeySchema; readonly stream?: Stream },
    images: Images,
    by: 'caller' | 'expiry' = 'caller',
  ): void {
    if (stream === undefined) return;
    const change = changeOf(key, stream.viewType, images);
    if (change !== undefined) this.log.append(stream, by === 'expiry' ? { ...change, expired: true } : change);
  }

  /** Rolls shards over and forgets what is older than a day. Call it inside a write transaction. */
  age(nowMillis: number): void {
    this.log.trim(nowMillis);
    this.store.age(nowMillis);
  }
}

import type { LocalEnvironment } from '../environment.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Catalog } from './storage/catalog.ts';
import type { ItemStore } from './storage/item-store.ts';
import type { Streams } from './streams/streams.ts';
import type { ItemsInFlight } from './writes/items-in-flight.ts';
import type { WriteQueue } from './writes/write-queue.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly items: ItemStore;
  readonly catalog: Catalog;
  readonly streams: Streams;
  /** Every write of an item goes through it, so that those of one turn share a commit. */
  readonly writes: WriteQueue;
  readonly inFlight: ItemsInFlight;
}

import type { LocalEnvironment } from '../environment.ts';
import type { Sqlite } from '../sqlite.ts';
import type { Catalog } from './storage/catalog.ts';
import type { ItemStore } from './storage/item-store.ts';
import type { Streams } from './streams/streams.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Sqlite;
  readonly items: ItemStore;
  readonly catalog: Catalog;
  readonly streams: Streams;
}

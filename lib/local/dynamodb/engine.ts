import type { LocalEnvironment } from '../environment.ts';
import type { Catalog } from './storage/catalog.ts';
import type { Database } from './storage/database.ts';
import type { ItemStore } from './storage/item-store.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly database: Database;
  readonly items: ItemStore;
  readonly catalog: Catalog;
}

import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { type Consumed, readUnits } from './capacity.ts';
import { entryOf } from './index-entry.ts';
import type { Source } from './source.ts';

/**
 * What reading a page costs: the sizes of its items added up, not each rounded for itself. Items of which a local index
 * does not have everything are fetched from the table, and those are rounded one by one ("Local secondary indexes:
 * provisioned throughput considerations" in the developer guide).
 */
export class PageCost {
  readonly #source: Source;
  readonly #fetches: boolean;
  #bytes = 0;
  readonly #fetched: number[] = [];

  constructor(source: Source, isWhole: boolean) {
    this.#source = source;
    this.#fetches = isWhole && source.index?.kind === 'local' && source.index.projection.type !== 'ALL';
  }

  add(whole: Attributes, visible: Attributes): void {
    const { table, index } = this.#source;
    if (!this.#fetches || index === undefined) {
      this.#bytes += itemSize(visible);
      return;
    }
    this.#bytes += entryOf(table, index, whole)?.bytes ?? 0;
    this.#fetched.push(itemSize(whole));
  }

  consumed(how: 'eventual' | 'consistent'): Consumed {
    const { table, index } = this.#source;
    if (index === undefined) return { table, units: readUnits(this.#bytes, how) };
    const fetched = this.#fetched.reduce((sum, bytes) => sum + readUnits(bytes, how), 0);
    return { table, units: fetched, indexes: new Map([[index, readUnits(this.#bytes, how)]]) };
  }
}

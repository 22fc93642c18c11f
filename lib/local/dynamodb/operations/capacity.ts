import type { JsonObject } from '../../json.ts';
import type { Index, Table } from '../table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import type { Written } from '../writes/write.ts';
import { entryOf } from './index-entry.ts';

/** Bytes that one unit reads or writes ("Read and write operations" in the developer guide). */
const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

/** What one operation did to one table. */
export interface Consumed {
  readonly table: Table;
  readonly units: number;
  /** The units of each index that was read or written, apart from those of the table itself. */
  readonly indexes?: ReadonlyMap<Index, number>;
}

/** Half a unit for each 4 KB, a whole one if consistent, two in a transaction; never nothing. */
export const readUnits = (bytes: number, how: 'eventual' | 'consistent' | 'transaction'): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * { eventual: 0.5, consistent: 1, transaction: 2 }[how];

/**
 * A unit for each KB of the larger of the item before and after, two in a transaction; and so for each index whose
 * entry is made, changed or taken away, and both when its key changes ("Provisioned throughput considerations for
 * global secondary indexes" in the developer guide).
 */
export const writeConsumed = (
  table: Table,
  { before, after }: Written,
  how: 'alone' | 'transaction' = 'alone',
): Consumed => {
  const times = how === 'transaction' ? 2 : 1;
  const indexes = new Map<Index, number>();
  for (const index of table.indexes) {
    const units = indexUnits(table, index, before, after) * times;
    if (units > 0) indexes.set(index, units);
  }
  return { table, units: unitsOf(Math.max(sizeOf(before), sizeOf(after))) * times, indexes };
};

const unitsOf = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
const sizeOf = (item: Attributes | undefined): number => (item === undefined ? 0 : itemSize(item));

const indexUnits = (
  table: Table,
  index: Index,
  before: Attributes | undefined,
  after: Attributes | undefined,
): number => {
  const [old, fresh] = [entryOf(table, index, before), entryOf(table, index, after)];
  if (old === undefined && fresh === undefined) return 0;
  if (old !== undefined && fresh !== undefined && old.key === fresh.key) {
    return old.content === fresh.content ? 0 : unitsOf(Math.max(old.bytes, fresh.bytes));
  }
  return (old === undefined ? 0 : unitsOf(old.bytes)) + (fresh === undefined ? 0 : unitsOf(fresh.bytes));
};

type Wish = { readonly ReturnConsumedCapacity?: 'INDEXES' | 'TOTAL' | 'NONE' | undefined };

/** `ConsumedCapacity` of an operation on one table, if it was asked for. */
export const consumedCapacity = (wish: Wish, consumed: () => Consumed): JsonObject =>
  isWanted(wish) ? { ConsumedCapacity: shown(wish, [consumed()]) } : {};

/** `ConsumedCapacity` of an operation on many tables: their sums. A transaction says which kind of units they are. */
export const consumedCapacities = (
  wish: Wish,
  consumed: () => readonly Consumed[],
  kind?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): JsonObject => {
  if (!isWanted(wish)) return {};
  const byTable = Map.groupBy(consumed(), ({ table }) => table);
  return { ConsumedCapacity: [...byTable.values()].map((of) => shown(wish, of, kind)) };
};

const isWanted = ({ ReturnConsumedCapacity: wish = 'NONE' }: Wish): boolean => wish !== 'NONE';

const shown = (wish: Wish, consumed: readonly Consumed[], kind?: string): JsonObject => {
  const units = (amount: number): JsonObject => ({
    CapacityUnits: amount,
    ...(kind === undefined ? {} : { [kind]: amount }),
  });
  const own = consumed.reduce((sum, each) => sum + each.units, 0);
  const indexes = new Map<Index, number>();
  for (const each of consumed) {
    for (const [index, amount] of each.indexes ?? []) indexes.set(index, (indexes.get(index) ?? 0) + amount);
  }
  const total = [...indexes.values()].reduce((sum, amount) => sum + amount, own);
  const summary = { TableName: consumed[0]?.table.name, ...units(total) };
  if (wish.ReturnConsumedCapacity !== 'INDEXES') return summary;
  const ofKind = (wanted: Index['kind']) =>
    [...indexes]
      .filter(([{ kind: which }]) => which === wanted)
      .map(([{ name }, amount]) => [name, units(amount)] as const);
  const [local, global] = [ofKind('local'), ofKind('global')];
  return {
    ...summary,
    Table: units(own),
    ...(local.length > 0 ? { LocalSecondaryIndexes: Object.fromEntries(local) } : {}),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: Object.fromEntries(global) } : {}),
  };
};

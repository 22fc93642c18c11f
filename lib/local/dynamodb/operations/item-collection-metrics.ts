import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { type Position, positionOf } from '../storage/item-key.ts';
import type { Table } from '../table.ts';
import { attributeOf } from '../values/attribute-value.ts';
import type { Written } from '../writes/write.ts';

const GIGABYTE = 1024 ** 3;

type Wish = { readonly ReturnItemCollectionMetrics?: 'SIZE' | 'NONE' | undefined };

/** `ItemCollectionMetrics` of a write, if asked for: only tables with a local index have item collections. */
export const itemCollectionMetrics = (engine: Engine, wish: Wish, table: Table, written: Written): JsonObject => {
  const metrics = wish.ReturnItemCollectionMetrics === 'SIZE' ? metricsOf(engine, table, written) : undefined;
  return metrics === undefined ? {} : { ItemCollectionMetrics: metrics };
};

/** The same of many writes, by table. */
export const itemCollectionMetricsOfAll = (
  engine: Engine,
  wish: Wish,
  all: readonly { readonly table: Table; readonly written: Written }[],
): JsonObject => {
  if (wish.ReturnItemCollectionMetrics !== 'SIZE') return {};
  const byTable = new Map<string, readonly JsonObject[]>();
  for (const { table, written } of all) {
    const metrics = metricsOf(engine, table, written);
    if (metrics !== undefined) byTable.set(table.name, [...(byTable.get(table.name) ?? []), metrics]);
  }
  return byTable.size === 0 ? {} : { ItemCollectionMetrics: Object.fromEntries(byTable) };
};

const metricsOf = (engine: Engine, table: Table, { before, after }: Written): JsonObject | undefined => {
  const item = after ?? before;
  if (item === undefined || table.indexes.every(({ kind }) => kind !== 'local')) return undefined;
  const position = positionOf(item, table.key);
  const { name } = table.key.partition;
  const value = attributeOf(item, name);
  if (position === undefined || value === undefined) return undefined;
  const lower = Math.floor(collectionBytes(engine, table, position) / GIGABYTE);
  return { ItemCollectionKey: { [name]: value }, SizeEstimateRangeGB: [lower, lower + 1] };
};

const collectionBytes = ({ database }: Engine, { id }: Table, { partition }: Position): number => {
  const row = database
    .prepare('SELECT SUM(OCTET_LENGTH(item)) AS bytes FROM items WHERE table_id = ? AND partition = ?')
    .get(id, partition);
  return Number(row?.['bytes'] ?? 0);
};

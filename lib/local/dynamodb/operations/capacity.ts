import type { JsonObject } from '../../json.ts';

/** Bytes that one unit reads or writes ("Read and write operations" in the developer guide). */
const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;

export interface Consumed {
  readonly tableName: string;
  readonly units: number;
}

/** Half a unit for each 4 KB, a whole one if consistent, two in a transaction; never nothing. */
export const readUnits = (bytes: number, how: 'eventual' | 'consistent' | 'transaction'): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * { eventual: 0.5, consistent: 1, transaction: 2 }[how];

/** A unit for each KB of the larger of the item before and after, two in a transaction. Index writes are not counted. */
export const writeUnits = (bytes: number, how: 'alone' | 'transaction' = 'alone'): number =>
  Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES)) * (how === 'transaction' ? 2 : 1);

type Wish = { readonly ReturnConsumedCapacity?: 'TOTAL' | 'NONE' | undefined };

/** `ConsumedCapacity` of an operation on one table, if it was asked for. */
export const consumedCapacity = (
  { ReturnConsumedCapacity: wish }: Wish,
  tableName: string,
  units: number,
): JsonObject => (wish === 'TOTAL' ? { ConsumedCapacity: { TableName: tableName, CapacityUnits: units } } : {});

/** `ConsumedCapacity` of an operation on many tables: their sums. */
export const consumedCapacities = (
  { ReturnConsumedCapacity: wish }: Wish,
  consumed: readonly Consumed[],
): JsonObject => {
  if (wish !== 'TOTAL') return {};
  const sums = new Map<string, number>();
  for (const { tableName, units } of consumed) sums.set(tableName, (sums.get(tableName) ?? 0) + units);
  return { ConsumedCapacity: [...sums].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })) };
};

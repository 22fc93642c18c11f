import { invalidParameter } from '../errors.ts';
import { type IndexDefinition, type KeySchema, keyAttributes, type TableDefinition } from '../table.ts';
import { type AttributeTypes, attributeTypes, list, toKeySchema } from './attribute-types.ts';
import { assertCapacity, toCapacity } from './capacity-of.ts';
import type { TableShape } from './table-shape.ts';
import { toGlobalIndex, toLocalIndex } from './to-index.ts';

const MAX_GLOBAL = 20;
const MAX_LOCAL = 5;

/** What keys, indexes and capacity make of a table. */
export type Structure = Pick<TableDefinition, 'key' | 'indexes' | 'billingMode' | 'throughput' | 'onDemandThroughput'>;

/** @throws AwsError `ValidationException` when the members contradict each other */
export const toStructure = (shape: TableShape): Structure => {
  const { BillingMode: billingMode = 'PROVISIONED' } = shape;
  const { GlobalSecondaryIndexes: global, LocalSecondaryIndexes: local } = shape;
  assertCapacity(shape, billingMode);
  const types = attributeTypes(shape.AttributeDefinitions);
  const key = toKeySchema(shape.KeySchema, types);
  if (global === undefined && local === undefined && types.size !== shape.KeySchema.length) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  assertNumber(
    'LocalSecondaryIndexes',
    local,
    MAX_LOCAL,
    `Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL}`,
  );
  assertNumber(
    'GlobalSecondaryIndexes',
    global,
    MAX_GLOBAL,
    `GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL}`,
  );
  const indexes = [
    ...(global ?? []).map((index) => toGlobalIndex(index, types, billingMode)),
    ...(local ?? []).map((index) => toLocalIndex(index, types, key)),
  ];
  assertDistinct(indexes);
  assertUsed(types, [key, ...indexes.map((index) => index.key)]);
  return { key, indexes, billingMode, ...toCapacity(shape) };
};

const assertNumber = (
  member: string,
  indexes: readonly unknown[] | undefined,
  limit: number,
  tooMany: string,
): void => {
  if (indexes?.length === 0) throw invalidParameter(`List of ${member} is empty`);
  if (!((indexes?.length ?? 0) <= limit)) throw invalidParameter(tooMany);
};

const assertDistinct = (indexes: readonly IndexDefinition[]): void => {
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) throw invalidParameter(`Duplicate index name: ${twice}`);
};

/** @throws AwsError when an attribute is defined that is of no key */
export const assertUsed = (types: AttributeTypes, keys: readonly KeySchema[]): void => {
  const used = new Set(keys.flatMap(keyAttributes).map(({ name }) => name));
  if ([...types.keys()].every((name) => used.has(name))) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: ${list(types.keys())}, keys used: ${list(used)}`,
  );
};

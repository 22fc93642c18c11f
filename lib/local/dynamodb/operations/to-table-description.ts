import type { JsonObject } from '../../json.ts';
import { describeEncryption } from '../definition/encryption.ts';
import { tableId } from '../definition/table-id.ts';
import type { Engine } from '../engine.ts';
import { type Capacity, type Index, keyAttributes, keyElements, type Table } from '../table.ts';

/** `CREATING` and its like are told once, in the answer of who caused it: the table is there by then. */
export type TableStatus = 'ACTIVE' | 'CREATING' | 'UPDATING' | 'DELETING';

/** A table as the API describes it. Sizes are those of the items as they are stored here. */
export const toTableDescription = (engine: Engine, table: Table, status: TableStatus = 'ACTIVE'): JsonObject => {
  const indexes = (kind: Index['kind']) => table.indexes.filter((index) => index.kind === kind);
  const [global, local] = [indexes('global'), indexes('local')];
  const describe = (index: Index) => toIndexDescription(engine, table, index);
  const { count, bytes } = engine.items.measure(table);
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: tableId(table),
    TableStatus: status,
    CreationDateTime: table.createdAtMillis / 1000,
    AttributeDefinitions: attributeDefinitions(table),
    KeySchema: keyElements(table.key),
    ...(table.billingMode === 'PROVISIONED' ? {} : { BillingModeSummary: { BillingMode: table.billingMode } }),
    ...toCapacityDescription(table),
    ...(table.tableClass === undefined ? {} : { TableClassSummary: { TableClass: table.tableClass } }),
    ...describeEncryption(engine.environment, table),
    ...toStreamDescription(engine, table),
    DeletionProtectionEnabled: table.deletionProtection,
    ItemCount: count,
    TableSizeBytes: bytes,
    ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: global.map(describe) }),
    ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local.map(describe) }),
  };
};

const toIndexDescription = ({ items }: Engine, table: Table, index: Index): JsonObject => {
  const { name, kind, key, projection } = index;
  const { count, bytes } = items.measureIndex(index);
  return {
    IndexName: name,
    IndexArn: `${table.arn}/index/${name}`,
    KeySchema: keyElements(key),
    Projection: {
      ProjectionType: projection.type,
      ...(projection.type === 'INCLUDE' ? { NonKeyAttributes: projection.attributes } : {}),
    },
    ...(kind === 'global' ? { IndexStatus: 'ACTIVE', ...toCapacityDescription(index) } : {}),
    ItemCount: count,
    IndexSizeBytes: bytes,
  };
};

const toCapacityDescription = ({ throughput, onDemandThroughput }: Capacity): JsonObject => ({
  ProvisionedThroughput: {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: 0,
    WriteCapacityUnits: 0,
    ...throughput,
  },
  ...(onDemandThroughput === undefined ? {} : { OnDemandThroughput: onDemandThroughput }),
});

/** The ARN of a stream stays after it was disabled: it can be read for another day. */
const toStreamDescription = ({ streams }: Engine, { id, stream }: Table): JsonObject => {
  const latest = stream ?? streams.store.ofTable(id);
  return {
    ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } }),
    ...(latest === undefined ? {} : { LatestStreamArn: latest.arn, LatestStreamLabel: latest.label }),
  };
};

const attributeDefinitions = ({ key, indexes }: Table) => {
  const attributes = [key, ...indexes.map((index) => index.key)].flatMap(keyAttributes);
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
};

import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Engine } from '../engine.ts';
import { resourceNotFound } from '../errors.ts';
import { type Index, keyAttributes, keyElements, type Table } from '../table.ts';
import { tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';

const input = z.strictObject({ TableName: tableName });

export const describeTable: Operation = {
  name: 'DescribeTable',
  rights: (engine, request) => [rightTo(engine, 'DescribeTable', request)],
  run: (engine, request) => {
    const { TableName: name } = readInput(input, request);
    return { Table: describe(engine, findNamed(engine, name)) };
  },
};

/** Control operations name the table that is not there. */
export const findNamed = ({ catalog }: Engine, nameOrArn: string): Table => {
  try {
    return catalog.find(nameOrArn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw resourceNotFound(`Requested resource not found: Table: ${catalog.nameOf(nameOrArn)} not found`);
  }
};

const describe = (engine: Engine, table: Table): JsonObject => {
  const indexes = (kind: Index['kind']) => table.indexes.filter((index) => index.kind === kind);
  const [global, local] = [indexes('global'), indexes('local')];
  const { count, bytes } = engine.items.measure(table);
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: tableId(table),
    TableStatus: 'ACTIVE',
    CreationDateTime: table.createdAtMillis / 1000,
    AttributeDefinitions: attributeDefinitions(table),
    KeySchema: keyElements(table.key),
    BillingModeSummary: { BillingMode: table.billingMode },
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    DeletionProtectionEnabled: table.deletionProtection,
    ItemCount: count,
    TableSizeBytes: bytes,
    ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: global.map((index) => describeIndex(table, index)) }),
    ...(local.length === 0 ? {} : { LocalSecondaryIndexes: local.map((index) => describeIndex(table, index)) }),
  };
};

const describeIndex = (table: Table, { name, kind, key, projection }: Index): JsonObject => ({
  IndexName: name,
  IndexArn: `${table.arn}/index/${name}`,
  KeySchema: keyElements(key),
  Projection: {
    ProjectionType: projection.type,
    ...(projection.type === 'INCLUDE' ? { NonKeyAttributes: projection.attributes } : {}),
  },
  ...(kind === 'global' ? { IndexStatus: 'ACTIVE' } : {}),
});

const attributeDefinitions = ({ key, indexes }: Table) => {
  const attributes = [key, ...indexes.map((index) => index.key)].flatMap(keyAttributes);
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
};

/** A UUID-shaped name of the table's place in the store. */
const tableId = ({ id }: Table): string => `00000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`;

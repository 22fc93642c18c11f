import type { IndexDefinition, KeyAttribute, KeySchema, TableDefinition } from '../../dynamodb/index.ts';
import type { TableProperties } from './table-properties.ts';

/**
 * The table that the properties describe.
 *
 * @throws Error when they contradict each other, as CloudFormation would refuse them
 */
export const toTableDefinition = (name: string, properties: TableProperties): TableDefinition => {
  const types = new Map(
    properties.AttributeDefinitions.map((definition) => [definition.AttributeName, definition.AttributeType]),
  );
  const key = toKey('KeySchema', properties.KeySchema, types);
  const global = (properties.GlobalSecondaryIndexes ?? []).map((index) => toIndex('global', index, types));
  const local = (properties.LocalSecondaryIndexes ?? []).map((index) => toIndex('local', index, types));
  const indexes = [...global, ...local];
  assertConsistent(properties, key, indexes);

  const timeToLive = properties.TimeToLiveSpecification;
  return {
    name,
    key,
    indexes,
    billingMode: properties.BillingMode ?? 'PROVISIONED',
    deletionProtection: properties.DeletionProtectionEnabled ?? false,
    ...(properties.StreamSpecification === undefined
      ? {}
      : { streamViewType: properties.StreamSpecification.StreamViewType }),
    ...(timeToLive?.Enabled === true && timeToLive.AttributeName !== undefined
      ? { timeToLiveAttribute: timeToLive.AttributeName }
      : {}),
  };
};

type Types = ReadonlyMap<string, KeyAttribute['type']>;
type IndexProperties = NonNullable<TableProperties['LocalSecondaryIndexes']>[number];

const toIndex = (
  kind: IndexDefinition['kind'],
  {
    IndexName: name,
    KeySchema: schema,
    Projection: { ProjectionType: type, NonKeyAttributes: attributes },
  }: IndexProperties,
  types: Types,
): IndexDefinition => {
  if ((type === 'INCLUDE') !== (attributes !== undefined)) {
    throw new Error(`Index ${name}: NonKeyAttributes belong to the projection INCLUDE, and to no other`);
  }
  return {
    name,
    kind,
    key: toKey(`Index ${name}`, schema, types),
    projection: type === 'INCLUDE' ? { type, attributes: attributes ?? [] } : { type },
  };
};

const toKey = (place: string, schema: TableProperties['KeySchema'], types: Types): KeySchema => {
  const [partition, sort] = schema;
  if (partition?.KeyType !== 'HASH' || (sort !== undefined && sort.KeyType !== 'RANGE')) {
    throw new Error(`${place}: the first element is of KeyType HASH, the second, if any, RANGE`);
  }
  if (sort?.AttributeName === partition.AttributeName) {
    throw new Error(`${place}: both elements name the attribute ${partition.AttributeName}`);
  }
  const attribute = (name: string): KeyAttribute => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`${place}: AttributeDefinitions lacks the attribute ${name}`);
    return { name, type };
  };
  return {
    partition: attribute(partition.AttributeName),
    ...(sort === undefined ? {} : { sort: attribute(sort.AttributeName) }),
  };
};

const assertConsistent = (properties: TableProperties, key: KeySchema, indexes: readonly IndexDefinition[]): void => {
  const names = indexes.map(({ name }) => name);
  const twice = names.find((name, position) => names.indexOf(name) !== position);
  if (twice !== undefined) throw new Error(`Two indexes are named ${twice}`);

  for (const { kind, name, key: own } of indexes) {
    if (kind === 'local' && (own.partition.name !== key.partition.name || own.sort === undefined)) {
      throw new Error(`Index ${name}: a local index has the partition key of its table and a sort key of its own`);
    }
  }

  const used = new Set(
    [key, ...indexes.map((index) => index.key)].flatMap(({ partition, sort }) => [partition.name, sort?.name]),
  );
  const unused = properties.AttributeDefinitions.find(({ AttributeName: name }) => !used.has(name));
  if (unused !== undefined) {
    throw new Error(
      `AttributeDefinitions: no key has the attribute ${unused.AttributeName}; only key attributes are defined`,
    );
  }
  if ((properties.BillingMode === 'PAY_PER_REQUEST') === (properties.ProvisionedThroughput !== undefined)) {
    throw new Error('ProvisionedThroughput belongs to the billing mode PROVISIONED, and to no other');
  }
  const timeToLive = properties.TimeToLiveSpecification;
  if (timeToLive?.Enabled === true && timeToLive.AttributeName === undefined) {
    throw new Error('TimeToLiveSpecification: an enabled time to live names its attribute');
  }
};

import { invalidParameter } from '../errors.ts';
import type { IndexDefinition, KeySchema } from '../table.ts';
import { type AttributeTypes, toKeySchema } from './attribute-types.ts';
import { assertIndexCapacity, toCapacity } from './capacity-of.ts';
import type { BillingMode, IndexShape } from './table-shape.ts';

/** @throws AwsError */
export const toGlobalIndex = (index: IndexShape, types: AttributeTypes, billingMode: BillingMode): IndexDefinition => {
  assertIndexCapacity(index, billingMode);
  return { ...toIndex('global', index, types), ...toCapacity(index) };
};

/** @throws AwsError when it does not begin as the key of its table, or ends with it */
export const toLocalIndex = (index: IndexShape, types: AttributeTypes, table: KeySchema): IndexDefinition => {
  if (table.sort === undefined) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const definition = toIndex('local', index, types);
  const { name, key } = definition;
  if (key.sort === undefined) throw invalidParameter(`Index KeySchema does not have a range key for index: ${name}`);
  if (key.partition.name !== table.partition.name) {
    throw invalidParameter(
      `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. ` +
        `index hash key: ${key.partition.name}, table hash key: ${table.partition.name}`,
    );
  }
  return definition;
};

const toIndex = (
  kind: IndexDefinition['kind'],
  { IndexName: name, KeySchema: schema, Projection: projection }: IndexShape,
  types: AttributeTypes,
): IndexDefinition => ({ name, kind, key: toKeySchema(schema, types), projection: toProjection(projection) });

const toProjection = ({
  ProjectionType: type,
  NonKeyAttributes: attributes,
}: IndexShape['Projection']): IndexDefinition['projection'] => {
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if (type !== 'INCLUDE') {
    if (attributes === undefined) return { type };
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (attributes === undefined) {
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
  }
  const twice = attributes.find((name, position) => attributes.indexOf(name) !== position);
  if (twice !== undefined) throw invalidParameter(`Duplicate element in NonKeyAttributes: ${twice}`);
  return { type, attributes };
};

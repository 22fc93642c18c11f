import { invalidParameter, validationError } from '../errors.ts';
import type { KeyAttribute, KeySchema } from '../table.ts';
import type { KeyShape, TableShape } from './table-shape.ts';

/** The types of the attributes that keys are made of. */
export type AttributeTypes = ReadonlyMap<string, KeyAttribute['type']>;

/** @throws AwsError when an attribute is defined twice */
export const attributeTypes = (definitions: TableShape['AttributeDefinitions']): AttributeTypes => {
  const types = new Map<string, KeyAttribute['type']>();
  for (const { AttributeName: name, AttributeType: type } of definitions) {
    if (types.has(name)) throw validationError(`Attribute Name is duplicated: ${name}`);
    types.set(name, type);
  }
  return types;
};

/** @throws AwsError when it is no key, or its attributes are not defined */
export const toKeySchema = (schema: KeyShape, types: AttributeTypes): KeySchema => {
  const names = schema.map(({ AttributeName: name }) => name);
  if (names.some((name) => !types.has(name))) {
    throw invalidParameter(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: ${list(names)}, AttributeDefinitions: ${list(types.keys())}`,
    );
  }
  const [partition, sort] = schema;
  if (partition?.AttributeName === sort?.AttributeName) {
    throw validationError('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (partition?.KeyType !== 'HASH') {
    throw validationError('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (sort !== undefined && sort.KeyType !== 'RANGE') {
    throw validationError('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  const attribute = (name: string): KeyAttribute => ({ name, type: types.get(name) ?? 'S' });
  return {
    partition: attribute(partition.AttributeName),
    ...(sort === undefined ? {} : { sort: attribute(sort.AttributeName) }),
  };
};

/** `[pk, sk]` */
export const list = (names: Iterable<string>): string => `[${[...names].join(', ')}]`;

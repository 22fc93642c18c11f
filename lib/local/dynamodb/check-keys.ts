import { isJsonObject, type JsonObject } from '../json.ts';
import { invalidParameter, validationError } from './errors.ts';
import { limits } from './limits.ts';
import { type Position, positionOf } from './storage/item-key.ts';
import { type KeyAttribute, keyAttributes, type Table } from './table.ts';
import type { Attributes, AttributeValue } from './values/attribute-value.ts';
import { attributeOf, typeOf } from './values/attribute-value.ts';
import { keyBytes } from './values/key-bytes.ts';

/**
 * The position that a `Key` names: exactly the key attributes, of their types.
 *
 * @throws AwsError
 */
export const positionOfKey = (table: Table, key: Attributes): Position => {
  const attributes = keyAttributes(table.key);
  if (Object.keys(key).length !== attributes.length) throw keyMismatch();
  for (const attribute of attributes) {
    const value = attributeOf(key, attribute.name);
    if (value === undefined || !(attribute.type in value)) throw keyMismatch();
    if (isEmpty(value)) throw invalidParameter(emptyKey(attribute));
    assertSize(value, attribute === table.key.partition);
  }
  return found(positionOf(key, table.key));
};

/**
 * The position of a whole item, whose keys must be there and of their types; so must those of its indexes, if there.
 *
 * @throws AwsError
 */
export const positionOfItem = (table: Table, item: Attributes): Position => {
  for (const attribute of keyAttributes(table.key)) {
    const { name, type } = attribute;
    const value = attributeOf(item, name);
    if (value === undefined) throw invalidParameter(`Missing the key ${name} in the item`);
    if (!(type in value)) {
      throw invalidParameter(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    }
    if (isEmpty(value)) throw validationError(`One or more parameter values are not valid. ${emptyKey(attribute)}`);
    assertSize(value, attribute === table.key.partition);
  }
  assertIndexKeys(table, item);
  return found(positionOf(item, table.key));
};

/**
 * A batch says of an item without the keys of its table what others say of a `Key`.
 *
 * @throws AwsError
 */
export const assertHasKeys = (table: Table, item: JsonObject): void => {
  const fits = keyAttributes(table.key).every(({ name, type }) => {
    const value = Object.hasOwn(item, name) ? item[name] : undefined;
    return isJsonObject(value) && Object.hasOwn(value, type);
  });
  if (!fits) throw keyMismatch();
};

/** @throws AwsError when an attribute that is the key of an index has another type, or is too long */
export const assertIndexKeys = (table: Table, item: Attributes): void => {
  for (const index of table.indexes) {
    for (const attribute of keyAttributes(index.key)) {
      const { name, type } = attribute;
      const value = attributeOf(item, name);
      if (value === undefined) continue;
      if (!(type in value)) {
        throw invalidParameter(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
        );
      }
      if (isEmpty(value)) {
        throw validationError(
          'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
            `${emptyKey(attribute).replace(` Key: ${name}`, '')} IndexName: ${index.name}, IndexKey: ${name}`,
        );
      }
      assertSize(value, attribute === index.key.partition);
    }
  }
};

const keyMismatch = () => validationError('The provided key element does not match the schema');

const isEmpty = (value: AttributeValue): boolean =>
  ('S' in value && value.S === '') || ('B' in value && value.B === '');

const emptyKey = ({ name, type }: KeyAttribute): string =>
  `The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`;

const assertSize = (value: AttributeValue, isPartitionKey: boolean): void => {
  const limit = isPartitionKey ? limits.partitionKeyBytes : limits.sortKeyBytes;
  const bytes = 'S' in value ? Buffer.byteLength(value.S) : keyBytes(value).length;
  if (bytes <= limit) return;
  throw invalidParameter(
    isPartitionKey
      ? `Size of hashkey has exceeded the maximum size limit of${limit} bytes`
      : `Aggregated size of all range keys has exceeded the size limit of ${limit} bytes`,
  );
};

/** Both callers have just seen every key attribute. */
const found = (position: Position | undefined): Position => {
  if (position === undefined) throw keyMismatch();
  return position;
};

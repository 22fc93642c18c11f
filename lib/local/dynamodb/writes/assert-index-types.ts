import { assertIndexKeys } from '../check-keys.ts';
import { invalidParameter, validationError } from '../errors.ts';
import type { SetValue, UpdateAction } from '../expressions/syntax.ts';
import { keyAttributes, type Table } from '../table.ts';
import { type Attributes, type AttributeValue, attributeOf, typeOf } from '../values/attribute-value.ts';

/** @throws AwsError when an action gives the key of an index a type that it cannot have, whatever the item is */
export const assertIndexTypes = (table: Table, actions: readonly UpdateAction<AttributeValue>[]): void => {
  for (const index of table.indexes) {
    for (const { name, type } of keyAttributes(index.key)) {
      const action = actions.find(({ path }) => path.length === 1 && path[0] === name);
      const given = action === undefined ? undefined : knownType(action);
      if (given === undefined || given === type) continue;
      throw invalidParameter(
        `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${given} IndexName: ${index.name}`,
      );
    }
  }
};

/** @throws AwsError when the key of an index has become of a type or length that it cannot have */
export const assertIndexKeysFit = (
  table: Table,
  actions: readonly UpdateAction<AttributeValue>[],
  updated: Attributes,
): void => {
  for (const { name, type } of table.indexes.flatMap(({ key }) => keyAttributes(key))) {
    const wasSet = actions.some(({ kind, path }) => kind === 'SET' && path.length === 1 && path[0] === name);
    const value = wasSet ? attributeOf(updated, name) : undefined;
    if (value !== undefined && !(type in value)) {
      throw validationError('The update expression attempted to update the secondary index key to unsupported type');
    }
  }
  assertIndexKeys(table, updated);
};

/** The type that an action leaves behind, where its text tells. */
const knownType = (action: UpdateAction<AttributeValue>): string | undefined => {
  if (action.kind === 'REMOVE') return undefined;
  return action.kind === 'SET' ? typeOfSet(action.value) : typeOf(action.value);
};

const typeOfSet = (value: SetValue<AttributeValue>): string | undefined => {
  if (value.kind === 'value') return typeOf(value.value);
  if (value.kind === 'sum') return 'N';
  return value.kind === 'call' && value.name === 'list_append' ? 'L' : undefined;
};

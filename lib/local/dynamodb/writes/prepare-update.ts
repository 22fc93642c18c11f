import type { JsonObject } from '../../json.ts';
import { positionOfKey } from '../check-keys.ts';
import { assertScalarKeys } from '../check-paths.ts';
import type { Engine } from '../engine.ts';
import { invalidParameter, validationError } from '../errors.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { pathsOfUpdate } from '../expressions/paths-of.ts';
import type { DocumentPath, UpdateAction } from '../expressions/syntax.ts';
import { limits } from '../limits.ts';
import { keyAttributes, type Table } from '../table.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { assertIndexKeysFit, assertIndexTypes } from './assert-index-types.ts';
import type { Write } from './write.ts';
import type { WriteMembers } from './write-members.ts';

/** An update knows its paths: `UPDATED_OLD` and `UPDATED_NEW` show them. */
export interface Update extends Write {
  readonly paths: readonly DocumentPath[];
}

/** @throws AwsError for what is wrong whatever the table holds */
export const prepareUpdate = (
  { catalog }: Engine,
  input: WriteMembers & { readonly Key: JsonObject; readonly UpdateExpression?: string | undefined },
): Update => {
  assertExpressionMembers(input, ['UpdateExpression', 'ConditionExpression']);
  const key = parseAttributes(input.Key);
  const { condition, update: actions = [] } = readExpressions(input);
  const table = catalog.find(input.TableName);
  return {
    table,
    condition,
    paths: actions.map(({ path }) => path),
    showsItemOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    locate: () => {
      const position = positionOfKey(table, key);
      assertLeavesKeys(table, actions);
      assertIndexTypes(table, actions);
      assertScalarKeys(table, pathsOfUpdate(actions));
      return position;
    },
    change: (before) => {
      const updated = applyUpdate(before?.item ?? key, actions);
      assertIndexKeysFit(table, actions, updated);
      if (!(itemSize(updated) <= limits.itemBytes)) {
        throw validationError('Item size to update has exceeded the maximum allowed size');
      }
      return updated;
    },
  };
};

const assertLeavesKeys = (table: Table, actions: readonly UpdateAction<AttributeValue>[]): void => {
  for (const { name } of keyAttributes(table.key)) {
    if (actions.some(({ path }) => path[0] === name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
};

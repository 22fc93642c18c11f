import type { JsonObject } from '../../json.ts';
import { positionOfItem } from '../check-keys.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { limits } from '../limits.ts';
import { itemSize } from '../values/item-size.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { assertShowsOld } from './assert-shows-old.ts';
import type { Write } from './write.ts';
import type { WriteMembers } from './write-members.ts';

/** @throws AwsError for what is wrong whatever the table holds */
export const preparePut = ({ catalog }: Engine, input: WriteMembers & { readonly Item: JsonObject }): Write => {
  assertExpressionMembers(input, ['ConditionExpression']);
  const item = parseAttributes(input.Item);
  assertShowsOld(input);
  if (!(itemSize(item) <= limits.itemBytes)) throw validationError('Item size has exceeded the maximum allowed size');
  const { condition } = readExpressions(input);
  const table = catalog.find(input.TableName);
  return {
    table,
    condition,
    showsItemOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    locate: () => positionOfItem(table, item),
    change: () => item,
  };
};

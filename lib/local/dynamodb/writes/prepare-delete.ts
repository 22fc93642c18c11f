import type { JsonObject } from '../../json.ts';
import { positionOfKey } from '../check-keys.ts';
import type { Engine } from '../engine.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { assertShowsOld } from './assert-shows-old.ts';
import type { Write } from './write.ts';
import type { WriteMembers } from './write-members.ts';

type KeyMembers = WriteMembers & { readonly Key: JsonObject };

/** @throws AwsError for what is wrong whatever the table holds */
export const prepareDelete = (engine: Engine, input: KeyMembers): Write => ({
  ...prepareCheck(engine, input),
  change: (before) => (before === undefined ? 'unchanged' : 'deleted'),
});

/** A condition without a change: `ConditionCheck` of a transaction. */
export const prepareCheck = ({ catalog }: Engine, input: KeyMembers): Write => {
  assertExpressionMembers(input, ['ConditionExpression']);
  const key = parseAttributes(input.Key);
  assertShowsOld(input);
  const { condition } = readExpressions(input);
  const table = catalog.find(input.TableName);
  return {
    table,
    condition,
    showsItemOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    locate: () => positionOfKey(table, key),
    change: () => 'unchanged',
  };
};

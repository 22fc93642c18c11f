import type { JsonObject } from '../../json.ts';
import { positionOfItem } from '../check-keys.ts';
import type { Engine } from '../engine.ts';
import { validationError } from '../errors.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { limits } from '../limits.ts';
import { itemSize } from '../values/item-size.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import type { Write } from './write.ts';
import type { WriteMembers } from './write-members.ts';

/** @throws AwsError for what is wrong whatever the table holds */
export const preparePut = ({ catalog }: Engine, input: WriteMembers & { readonly Item: JsonObject }): Write => {
  const item = parseAttributes(input.Item);
  const { condition } = readExpressions(input);
  const table = catalog.find(input.TableName);
  return {
    table,
    condition,
    showsItemOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
    locate: () => {
      const position = positionOfItem(table, item);
      if (!(itemSize(item) <= limits.itemBytes)) {
        throw validationError('Item size has exceeded the maximum allowed size');
      }
      return position;
    },
    change: () => item,
  };
};

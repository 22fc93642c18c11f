import * as z from 'zod';
import { positionOfKey } from '../check-keys.ts';
import { assertScalarKeys } from '../check-paths.ts';
import { project } from '../expressions/document.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { itemSize } from '../values/item-size.ts';
import { parseAttributes } from '../values/parse-attribute-value.ts';
import { consumedCapacity, readUnits } from './capacity.ts';
import { capacity, key, names, tableName } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { rightTo } from './rights.ts';

const input = z.strictObject({
  ...capacity,
  TableName: tableName,
  Key: key,
  ...names,
  ConsistentRead: z.boolean().optional(),
  ProjectionExpression: z.string().optional(),
});

/** Every read here is consistent: there is one copy of the data. */
export const getItem: Operation = {
  name: 'GetItem',
  rights: (engine, request) => [rightTo(engine, 'GetItem', request)],
  run: (engine, request) => {
    const members = readInput(input, request);
    assertExpressionMembers(members, ['ProjectionExpression']);
    const wanted = parseAttributes(members.Key);
    const { projection } = readExpressions(members);
    const table = engine.catalog.find(members.TableName);
    const position = positionOfKey(table, wanted);
    assertScalarKeys(table, projection);
    const item = engine.items.get(table, position);
    const how = members.ConsistentRead === true ? 'consistent' : 'eventual';
    return {
      ...(item === undefined ? {} : { Item: projection === undefined ? item : project(item, projection) }),
      ...consumedCapacity(members, () => ({ table, units: readUnits(itemSize(item ?? {}), how) })),
    };
  },
};

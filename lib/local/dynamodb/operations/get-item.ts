import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { positionOfKey } from '../check-keys.ts';
import { assertScalarKeys } from '../check-paths.ts';
import type { Engine } from '../engine.ts';
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
  run: (engine, request) => toOutput(find(engine, request)),
  runToText: (engine, request) => {
    const found = find(engine, request);
    const { stored, projection, members } = found;
    // An item that is shown whole is shown as it is stored.
    return stored !== undefined && projection === undefined && members.ReturnConsumedCapacity === undefined
      ? `{"Item":${stored.text}}`
      : JSON.stringify(toOutput(found));
  },
};

const find = (engine: Engine, request: JsonObject) => {
  const members = readInput(input, request);
  assertExpressionMembers(members, ['ProjectionExpression']);
  const wanted = parseAttributes(members.Key);
  const { projection } = readExpressions(members);
  const table = engine.catalog.find(members.TableName);
  const position = positionOfKey(table, wanted);
  assertScalarKeys(table, projection);
  return { members, projection, table, stored: engine.items.find(table, position) };
};

const toOutput = ({ members, projection, table, stored }: ReturnType<typeof find>): JsonObject => {
  const item = stored?.item;
  const how = members.ConsistentRead === true ? 'consistent' : 'eventual';
  return {
    ...(item === undefined ? {} : { Item: projection === undefined ? item : project(item, projection) }),
    ...consumedCapacity(members, () => ({ table, units: readUnits(itemSize(item ?? {}), how) })),
  };
};

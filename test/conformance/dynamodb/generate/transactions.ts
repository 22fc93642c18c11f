import * as fc from 'fast-check';
import type { TableDefinition } from '../../../../lib/local/dynamodb/index.ts';
import type { Json, JsonObject } from '../../../../lib/local/json.ts';
import { rendered } from './expression.ts';
import { plainConditionFor, plainUpdate } from './plain.ts';
import type { Request } from './request.ts';
import { get, table } from './requests.ts';

import { itemOf, keyOf } from './values.ts';

const perhaps = <Value>(arbitrary: fc.Arbitrary<Value>, freq = 1) => fc.option(arbitrary, { freq, nil: undefined });
const given = (members: Record<string, unknown>): JsonObject => JSON.parse(JSON.stringify(members));

const shows = perhaps(fc.constantFrom('ALL_OLD', 'NONE'));

const elementOf = (of: TableDefinition): fc.Arbitrary<JsonObject> => {
  const condition = perhaps(plainConditionFor(of.key.partition.name), 2);
  const common = { TableName: of.name };
  const made = (action: string, members: Record<string, unknown>) => given({ [action]: { ...common, ...members } });
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(itemOf(of), condition, shows)
        .map(([Item, ConditionExpression, ReturnValuesOnConditionCheckFailure]) =>
          made('Put', { Item, ReturnValuesOnConditionCheckFailure, ...rendered({ ConditionExpression }) }),
        ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(keyOf(of), plainUpdate, condition, shows)
        .map(([Key, UpdateExpression, ConditionExpression, ReturnValuesOnConditionCheckFailure]) =>
          made('Update', {
            Key,
            ReturnValuesOnConditionCheckFailure,
            ...rendered({ UpdateExpression, ConditionExpression }),
          }),
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(keyOf(of), condition, shows)
        .map(([Key, ConditionExpression, ReturnValuesOnConditionCheckFailure]) =>
          made('Delete', { Key, ReturnValuesOnConditionCheckFailure, ...rendered({ ConditionExpression }) }),
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(keyOf(of), plainConditionFor(of.key.partition.name), shows)
        .map(([Key, ConditionExpression, ReturnValuesOnConditionCheckFailure]) =>
          made('ConditionCheck', { Key, ReturnValuesOnConditionCheckFailure, ...rendered({ ConditionExpression }) }),
        ),
    },
  );
};

const element = table.chain(elementOf);

/** Which item an element is about, so that most transactions name each item once. */
const itemNamed = (each: JsonObject): string => {
  const [members] = Object.values(each) as [JsonObject];
  const { pk, sk, id, bin, at } = (members['Key'] ?? members['Item']) as Record<string, Json>;
  return JSON.stringify([members['TableName'], pk, sk, id, bin, at]);
};

const elements = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(element, { minLength: 1, maxLength: 4, selector: itemNamed }) },
  { weight: 1, arbitrary: fc.array(element, { minLength: 2, maxLength: 4 }) },
);

const token = perhaps(fc.constantFrom('@one', '@two'));

export const transactWrite: fc.Arbitrary<Request> = fc
  .tuple(elements, token)
  .map(([TransactItems, ClientRequestToken]) => ({
    operation: 'TransactWriteItems',
    compare: 'exactly',
    input: given({ TransactItems, ClientRequestToken }),
  }));

export const transactGet: fc.Arbitrary<Request> = fc
  .array(
    table.chain((of) => keyOf(of).map((Key) => ({ Get: { TableName: of.name, Key } }))),
    { minLength: 1, maxLength: 4 },
  )
  .map((TransactItems) => ({ operation: 'TransactGetItems', compare: 'exactly', input: given({ TransactItems }) }));

/** A transaction one of whose elements is wrong. */
const brokenTransaction: fc.Arbitrary<Request> = fc
  .tuple(transactWrite, fc.nat({ max: 3 }), fc.constantFrom('table', 'key', 'none', 'twice', 'type', 'name', 'many'))
  .map(([whole, at, mistake]) => {
    const items = whole.input['TransactItems'] as readonly JsonObject[];
    const index = at % items.length;
    const changed = items.map((each, i) => (i === index ? wrong(each, mistake) : each));
    const all = mistake === 'many' ? Array.from({ length: 101 }, (_, i) => items[i % items.length] ?? {}) : changed;
    return { ...whole, input: { ...whole.input, TransactItems: all } };
  });

const wrong = (each: JsonObject, mistake: string): JsonObject => {
  const [[action, members] = ['Put', {}]] = Object.entries(each) as [string, JsonObject][];
  const held = members['Item'] === undefined ? 'Key' : 'Item';
  switch (mistake) {
    case 'table':
      return { [action]: { ...members, TableName: '@absent' } };
    case 'key':
      return { [action]: { ...members, [held]: { x: { S: 'x' } } } };
    case 'none':
      return {};
    case 'twice':
      return { ...each, Delete: { TableName: '@counters', Key: { id: { N: '77' } } } };
    case 'type':
      return { [action]: { ...members, [held]: { ...(members[held] as JsonObject), pk: { N: '1' } } } };
    default:
      return { [action]: { ...members, ConditionExpression: 'attribute_exists(#nothing)' } };
  }
};

/** A write of its own: what an element would do, outside of a transaction. */
const alone: fc.Arbitrary<Request> = element
  .filter((each) => !('ConditionCheck' in each))
  .map((each) => {
    const [[action, members] = ['Put', {}]] = Object.entries(each) as [string, JsonObject][];
    return { operation: `${action}Item`, compare: 'exactly', input: members };
  });

/** Transactions, and single writes and reads between them. */
export const transactional: fc.Arbitrary<Request> = fc.oneof(
  { weight: 10, arbitrary: transactWrite },
  { weight: 2, arbitrary: transactGet },
  { weight: 1, arbitrary: brokenTransaction },
  { weight: 5, arbitrary: alone },
  { weight: 1, arbitrary: get },
);

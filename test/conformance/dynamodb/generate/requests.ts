import * as fc from 'fast-check';
import type { IndexDefinition } from '../../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../../lib/local/json.ts';
import { tables } from '../tables.ts';
import { conditionFor, conditionOn, keyCondition, pathIn } from './conditions.ts';
import { type Expression, joined, rendered } from './expression.ts';
import type { Request } from './request.ts';
import { update } from './updates.ts';
import { attributeNames, itemOf, keyOf } from './values.ts';

const perhaps = <Value>(arbitrary: fc.Arbitrary<Value>, freq = 1) => fc.option(arbitrary, { freq, nil: undefined });
const given = (members: Record<string, unknown>): JsonObject => JSON.parse(JSON.stringify(members));

export const table = fc.constantFrom(...tables);
const capacity = perhaps(fc.constantFrom('TOTAL', 'NONE'));
const projection = fc
  .uniqueArray(pathIn([...attributeNames, 'pk', 'sk', 'id']), { minLength: 1, maxLength: 3, selector: String })
  .map((paths): Expression => joined(paths, ','));

export const put: fc.Arbitrary<Request> = table.chain((of) =>
  fc
    .tuple(itemOf(of), perhaps(conditionFor(of)), perhaps(fc.constantFrom('ALL_OLD', 'NONE')), capacity)
    .map(([Item, ConditionExpression, ReturnValues, ReturnConsumedCapacity]) => ({
      operation: 'PutItem',
      compare: 'exactly',
      input: given({
        TableName: of.name,
        Item,
        ReturnValues,
        ReturnConsumedCapacity,
        ...rendered({ ConditionExpression }),
      }),
    })),
);

const shown = fc.constantFrom('NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW');

export const updateOne: fc.Arbitrary<Request> = table.chain((of) =>
  fc
    .tuple(keyOf(of), perhaps(update, 20), perhaps(conditionFor(of)), perhaps(shown, 3), capacity)
    .map(([Key, UpdateExpression, ConditionExpression, ReturnValues, ReturnConsumedCapacity]) => ({
      operation: 'UpdateItem',
      compare: 'exactly',
      input: given({
        TableName: of.name,
        Key,
        ReturnValues,
        ReturnConsumedCapacity,
        ...rendered({ UpdateExpression, ConditionExpression }),
      }),
    })),
);

export const deleteOne: fc.Arbitrary<Request> = table.chain((of) =>
  fc
    .tuple(keyOf(of), perhaps(conditionFor(of)), perhaps(fc.constantFrom('ALL_OLD', 'NONE')), capacity)
    .map(([Key, ConditionExpression, ReturnValues, ReturnConsumedCapacity]) => ({
      operation: 'DeleteItem',
      compare: 'exactly',
      input: given({
        TableName: of.name,
        Key,
        ReturnValues,
        ReturnConsumedCapacity,
        ...rendered({ ConditionExpression }),
      }),
    })),
);

export const get: fc.Arbitrary<Request> = table.chain((of) =>
  fc
    .tuple(keyOf(of), perhaps(projection), perhaps(fc.boolean()), capacity)
    .map(([Key, ProjectionExpression, ConsistentRead, ReturnConsumedCapacity]) => ({
      operation: 'GetItem',
      compare: 'exactly',
      input: given({
        TableName: of.name,
        Key,
        ConsistentRead,
        ReturnConsumedCapacity,
        ...rendered({ ProjectionExpression }),
      }),
    })),
);

const source = table.chain((of) =>
  fc.constantFrom<IndexDefinition | undefined>(undefined, ...of.indexes).map((index) => ({ of, index })),
);
const select = perhaps(fc.constantFrom('ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT'));

const page = (names: readonly string[]) =>
  fc.record({
    filter: perhaps(conditionOn(names)),
    projection: perhaps(projection, 1),
    select,
    limit: perhaps(fc.integer({ min: 1, max: 4 })),
    consistent: perhaps(fc.boolean(), 1),
  });

export const query: fc.Arbitrary<Request> = source.chain(({ of, index }) =>
  fc
    .tuple(
      keyCondition(index?.key ?? of.key),
      page([...attributeNames, 'score']),
      perhaps(fc.boolean()),
      perhaps(keyOf(of), 1),
    )
    .map(([KeyConditionExpression, wanted, ScanIndexForward, start]) => {
      const startKey = index === undefined ? start : undefined;
      return {
        operation: 'Query',
        compare: index === undefined ? 'exactly' : 'unordered',
        input: given({
          TableName: of.name,
          IndexName: index?.name,
          ScanIndexForward,
          ExclusiveStartKey: startKey,
          ...pageInput(wanted),
          ...rendered({
            KeyConditionExpression,
            FilterExpression: wanted.filter,
            ProjectionExpression: wanted.projection,
          }),
        }),
      };
    }),
);

const pageInput = ({
  limit,
  select: Select,
  consistent,
}: {
  limit?: unknown;
  select?: unknown;
  consistent?: unknown;
}) => ({
  Limit: limit,
  Select,
  ConsistentRead: consistent,
});

export const scan: fc.Arbitrary<Request> = source.chain(({ of, index }) =>
  fc
    .tuple(
      page([...attributeNames, 'score', 'pk']),
      perhaps(fc.integer({ min: 1, max: 3 }), 1),
      fc.nat({ max: 2 }),
      perhaps(keyOf(of), 1),
    )
    .map(([wanted, total, segment, start]) => {
      const isPart = total !== undefined && total > 1;
      const startKey = isPart ? undefined : start;
      return {
        operation: 'Scan',
        // Which items a segment has is nobody's promise.
        compare: isPart || startKey !== undefined ? 'outcome' : 'unordered',
        input: given({
          TableName: of.name,
          IndexName: index?.name,
          TotalSegments: total,
          Segment: total === undefined ? undefined : segment,
          ExclusiveStartKey: startKey,
          ...pageInput(wanted),
          ...rendered({ FilterExpression: wanted.filter, ProjectionExpression: wanted.projection }),
        }),
      };
    }),
);

export const batchGet: fc.Arbitrary<Request> = fc
  .uniqueArray(
    table.chain((of) =>
      fc
        .tuple(
          fc.uniqueArray(keyOf(of), { minLength: 1, maxLength: 4, selector: (key) => JSON.stringify(key) }),
          perhaps(projection),
        )
        .map(([Keys, ProjectionExpression]) => ({ name: of.name, Keys, ...rendered({ ProjectionExpression }) })),
    ),
    { minLength: 1, maxLength: 2, selector: ({ name }) => name },
  )
  .map((wanted) => ({
    operation: 'BatchGetItem',
    compare: 'unordered',
    input: given({ RequestItems: Object.fromEntries(wanted.map(({ name, ...request }) => [name, request])) }),
  }));

export const batchWrite: fc.Arbitrary<Request> = fc
  .uniqueArray(
    table.chain((of) => {
      const write = fc.oneof(
        itemOf(of).map((Item) => ({ PutRequest: { Item } })),
        keyOf(of).map((Key) => ({ DeleteRequest: { Key } })),
      );
      return fc.array(write, { minLength: 1, maxLength: 4 }).map((writes) => ({ name: of.name, writes }));
    }),
    { minLength: 1, maxLength: 2, selector: ({ name }) => name },
  )
  .chain((all) => capacity.map((ReturnConsumedCapacity) => ({ all, ReturnConsumedCapacity })))
  .map(({ all, ReturnConsumedCapacity }) => ({
    operation: 'BatchWriteItem',
    compare: 'unordered',
    input: given({
      ReturnConsumedCapacity,
      RequestItems: Object.fromEntries(all.map(({ name, writes }) => [name, writes])),
    }),
  }));

/** Operations on single items, as often as applications ask for them. */
export const singleItem: fc.Arbitrary<Request> = fc.oneof(
  { weight: 6, arbitrary: put },
  { weight: 8, arbitrary: updateOne },
  { weight: 2, arbitrary: deleteOne },
  { weight: 3, arbitrary: get },
  { weight: 5, arbitrary: query },
  { weight: 3, arbitrary: scan },
  { weight: 1, arbitrary: batchGet },
  { weight: 1, arbitrary: batchWrite },
);

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  BatchGetItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { runningDynamoDb, tableOf } from './support/running.ts';

const TableName = 'orders';
const indexes = { ReturnConsumedCapacity: 'INDEXES' } as const;
const base = { pk: { S: 'a' }, sk: { S: '1' } };

let db: Awaited<ReturnType<typeof runningDynamoDb>>;
before(async () => {
  db = await runningDynamoDb([
    tableOf(TableName, {
      indexes: [
        {
          name: 'byDay',
          kind: 'local',
          key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'day', type: 'S' } },
          projection: { type: 'KEYS_ONLY' },
        },
        {
          name: 'byState',
          kind: 'global',
          key: { partition: { name: 'state', type: 'S' } },
          projection: { type: 'INCLUDE', attributes: ['note'] },
        },
      ],
    }),
    tableOf('plain'),
  ]);
});
after(() => db.close());

const put = async (item: object, table = TableName) => {
  const command = new PutItemCommand({
    TableName: table,
    Item: { ...base, ...item },
    ...indexes,
    ReturnItemCollectionMetrics: 'SIZE',
  });
  return db.client.send(command);
};
const unitsOf = ({ ConsumedCapacity: consumed }: Awaited<ReturnType<typeof put>>) => ({
  all: consumed?.CapacityUnits,
  table: consumed?.Table?.CapacityUnits,
  byDay: consumed?.LocalSecondaryIndexes?.['byDay']?.CapacityUnits,
  byState: consumed?.GlobalSecondaryIndexes?.['byState']?.CapacityUnits,
});

describe('what a write costs', () => {
  it('is a unit for each index whose entry is made, changed or taken away, and two where its key changes', async () => {
    const none = { byDay: undefined, byState: undefined };
    const day = { day: { S: 'mon' } };
    const state = { state: { S: 'open' }, note: { S: 'x' } };
    for (const [item, expected] of [
      [{}, { all: 1, table: 1, ...none }],
      [
        { ...day, ...state },
        { all: 3, table: 1, byDay: 1, byState: 1 },
      ],
      // Neither index has this attribute.
      [
        { ...day, ...state, other: { S: 'y' } },
        { all: 1, table: 1, ...none },
      ],
      [
        { ...day, ...state, note: { S: 'z' } },
        { all: 2, table: 1, byDay: undefined, byState: 1 },
      ],
      [
        { ...day, state: { S: 'done' } },
        { all: 3, table: 1, byDay: undefined, byState: 2 },
      ],
      [day, { all: 2, table: 1, byDay: undefined, byState: 1 }],
      [
        { ...day, other: { S: 'x'.repeat(2_000) } },
        { all: 2, table: 2, ...none },
      ],
    ] as const) {
      assert.deepEqual(unitsOf(await put(item)), expected);
    }
  });

  it('is twice as much in a transaction, and says so', async () => {
    await db.client.send(new DeleteItemCommand({ TableName, Key: base }));
    const { ConsumedCapacity } = await db.client.send(
      new TransactWriteItemsCommand({
        ...indexes,
        TransactItems: [{ Put: { TableName, Item: { ...base, state: { S: 'open' } } } }],
      }),
    );
    assert.deepEqual(ConsumedCapacity, [
      {
        TableName,
        CapacityUnits: 4,
        WriteCapacityUnits: 4,
        Table: { CapacityUnits: 2, WriteCapacityUnits: 2 },
        GlobalSecondaryIndexes: { byState: { CapacityUnits: 2, WriteCapacityUnits: 2 } },
      },
    ]);
  });

  it('comes with the size of the item collection, for tables that have such', async () => {
    assert.deepEqual((await put({})).ItemCollectionMetrics, {
      ItemCollectionKey: { pk: { S: 'a' } },
      SizeEstimateRangeGB: [0, 1],
    });
    assert.equal((await put({}, 'plain')).ItemCollectionMetrics, undefined);
  });
});

describe('what a page costs', () => {
  const query = async (input: Partial<QueryCommandInput>) =>
    (
      await db.client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': { S: 'pages' } },
          ...indexes,
          ...input,
        }),
      )
    ).ConsumedCapacity;

  it('is the sum of its items, half a unit for each 4 KB, and never nothing', async () => {
    assert.equal((await query({}))?.CapacityUnits, 0.5);
    for (const sk of ['1', '2', '3']) {
      await put({ pk: { S: 'pages' }, sk: { S: sk }, day: { S: 'mon' }, d: { S: 'x'.repeat(3_000) } });
    }
    assert.equal((await query({}))?.CapacityUnits, 1.5);
    assert.equal((await query({ ConsistentRead: true }))?.CapacityUnits, 3);
  });

  it('counts what is fetched from the table for each item by itself, apart from the index', async () => {
    const keys = await query({ IndexName: 'byDay' });
    assert.deepEqual([keys?.Table?.CapacityUnits, keys?.LocalSecondaryIndexes?.['byDay']?.CapacityUnits], [0, 0.5]);
    const whole = await query({ IndexName: 'byDay', Select: 'ALL_ATTRIBUTES' });
    assert.deepEqual([whole?.Table?.CapacityUnits, whole?.LocalSecondaryIndexes?.['byDay']?.CapacityUnits], [1.5, 0.5]);
    assert.equal(whole?.CapacityUnits, 2);
  });

  it('is told of each table of a batch', async () => {
    const { ConsumedCapacity } = await db.client.send(
      new BatchGetItemCommand({ ...indexes, RequestItems: { [TableName]: { Keys: [base] }, plain: { Keys: [base] } } }),
    );
    const half = { CapacityUnits: 0.5, Table: { CapacityUnits: 0.5 } };
    assert.deepEqual(ConsumedCapacity, [
      { TableName, ...half },
      { TableName: 'plain', ...half },
    ]);
  });
});

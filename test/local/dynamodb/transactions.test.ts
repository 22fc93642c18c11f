import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

const START_MILLIS = Date.UTC(2026, 0, 1);
let nowMillis = START_MILLIS;
let db: Awaited<ReturnType<typeof runningDynamoDb>>;
before(async () => {
  db = await runningDynamoDb([tableOf('one'), tableOf('two')], () => nowMillis);
});
after(() => db.close());

const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
const counter = { ...keyOf('counter'), n: { N: '1' } };
beforeEach(() => db.client.send(new PutItemCommand({ TableName: 'one', Item: counter })));

const write = (TransactItems: TransactWriteItem[], input: Partial<TransactWriteItemsCommandInput> = {}) =>
  db.client.send(new TransactWriteItemsCommand({ TransactItems, ...input }));
const put = (pk: string, TableName = 'one'): TransactWriteItem => ({ Put: { TableName, Item: keyOf(pk) } });
const increment: TransactWriteItem = {
  Update: {
    TableName: 'one',
    Key: keyOf('counter'),
    UpdateExpression: 'SET n = n + :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
};
const stored = async (pk: string, TableName = 'one') =>
  (await db.client.send(new GetItemCommand({ TableName, Key: keyOf(pk) }))).Item;
const reasonsOf = async (transaction: Promise<unknown>) => {
  const error = await transaction.catch((reason: unknown) => reason);
  assert.ok(error instanceof TransactionCanceledException, String(error));
  return { reasons: error.CancellationReasons, message: error.message };
};

describe('TransactWriteItems', () => {
  it('does all of its actions, on many tables', async () => {
    await db.client.send(new PutItemCommand({ TableName: 'two', Item: keyOf('old') }));
    await write([
      put('new'),
      increment,
      { Delete: { TableName: 'two', Key: keyOf('old'), ConditionExpression: 'attribute_exists(pk)' } },
      { ConditionCheck: { TableName: 'two', Key: keyOf('absent'), ConditionExpression: 'attribute_not_exists(pk)' } },
    ]);
    assert.deepEqual(await stored('new'), keyOf('new'));
    assert.equal((await stored('counter'))?.['n']?.N, '2');
    assert.equal(await stored('old', 'two'), undefined);
    assert.equal(await stored('absent', 'two'), undefined);
  });

  it('does none of them when one condition does not hold, and tells every reason in order', async () => {
    const { reasons, message } = await reasonsOf(
      write([
        put('never'),
        { ConditionCheck: { TableName: 'one', Key: keyOf('absent'), ConditionExpression: 'attribute_exists(pk)' } },
        increment,
        {
          Put: {
            TableName: 'two',
            Item: keyOf('never'),
            ConditionExpression: 'attribute_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]),
    );
    const failed = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
    assert.deepEqual(reasons, [{ Code: 'None' }, failed, { Code: 'None' }, failed]);
    assert.match(message, /\[None, ConditionalCheckFailed, None, ConditionalCheckFailed\]$/);
    assert.equal(await stored('never'), undefined);
    assert.deepEqual(await stored('counter'), counter);
  });

  it('shows the item that stood in the way to whoever asks', async () => {
    const { reasons } = await reasonsOf(
      write([
        {
          Put: {
            TableName: 'one',
            Item: keyOf('counter'),
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
      ]),
    );
    assert.deepEqual(reasons?.[0]?.Item, counter);
  });

  it('is cancelled by the first item that does not fit its table, before any condition is asked', async () => {
    const wrong = (TableName: string): TransactWriteItem => ({
      Put: { TableName, Item: { ...keyOf('x'), sk: { N: '1' } } },
    });
    const { reasons } = await reasonsOf(
      write([
        { ConditionCheck: { TableName: 'one', Key: keyOf('absent'), ConditionExpression: 'attribute_exists(pk)' } },
        wrong('one'),
        wrong('two'),
      ]),
    );
    assert.deepEqual(
      reasons?.map(({ Code }) => Code),
      ['None', 'ValidationError', 'None'],
    );
    assert.match(reasons?.[1]?.Message ?? '', /Type mismatch for key sk/);
  });

  it('is cancelled by an update that its item does not allow', async () => {
    const { reasons } = await reasonsOf(
      write([
        put('never'),
        { Update: { TableName: 'one', Key: keyOf('counter'), UpdateExpression: 'SET x = absent' } },
      ]),
    );
    assert.deepEqual(
      reasons?.map(({ Code }) => Code),
      ['None', 'ValidationError'],
    );
    assert.equal(await stored('never'), undefined);
  });

  it('is refused as a whole for what is wrong whatever the tables hold', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => put(`many ${at}`));
    await write(many(100));
    const check = (input: object): TransactWriteItem => ({
      ConditionCheck: { TableName: 'one', Key: keyOf('a'), ConditionExpression: 'attribute_exists(pk)', ...input },
    });
    for (const [items, message] of [
      [[], 'length greater than or equal to 1'],
      [many(101), 'length less than or equal to 100'],
      [[{}], 'can only contain one of Check, Put, Update or Delete'],
      [[{ ...put('a'), ...increment }], 'can only contain one of Check, Put, Update or Delete'],
      [[put('a'), put('a')], 'cannot include multiple operations on one item'],
      [[increment, check({ Key: keyOf('counter') })], 'cannot include multiple operations on one item'],
      [
        [check({ ConditionExpression: undefined })],
        "conditionExpression' failed to satisfy constraint: Member must not be null",
      ],
      [[check({ ConditionExpression: 'hello!' })], 'Syntax error'],
      [[check({ ConditionExpression: 'attribute_exists(#x)' })], '#x'],
      [[check({ ExpressionAttributeNames: { '#x': 'x' } })], 'unused in expressions: keys: {#x}'],
      [[check({ ReturnValuesOnConditionCheckFailure: 'dog' })], 'enum value set: [ALL_OLD, NONE]'],
      [
        Array.from({ length: 12 }, (_, at) => ({
          Put: { TableName: 'one', Item: { ...keyOf(`${at}`), d: { S: 'x'.repeat(390_000) } } },
        })),
        'size cannot exceed',
      ],
    ] as const) {
      await assert.rejects(write([...items] as TransactWriteItem[]), refusal('ValidationException', message));
    }
    await assert.rejects(write([put('a', 'nothing')]), refusal('ResourceNotFoundException'));
  });

  it('tells the capacity of each table: twice that of single writes', async () => {
    const { ConsumedCapacity } = await write([put('a'), put('b'), put('a', 'two')], {
      ReturnConsumedCapacity: 'TOTAL',
    });
    assert.deepEqual(ConsumedCapacity, [
      { TableName: 'one', CapacityUnits: 4, WriteCapacityUnits: 4 },
      { TableName: 'two', CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
  });
});

describe('a transaction token', () => {
  const token = { ClientRequestToken: 'token-of-this-test' };

  it('lets a repeated request succeed without doing it again, for ten minutes', async () => {
    await write([increment], token);
    nowMillis += 10 * 60 * 1000 - 1;
    await write([increment], token);
    assert.equal((await stored('counter'))?.['n']?.N, '2');
    nowMillis += 1;
    await write([increment], token);
    assert.equal((await stored('counter'))?.['n']?.N, '3');
  });

  it('is refused for another request', async () => {
    const other = { ClientRequestToken: 'other-token' };
    await write([put('a')], other);
    await assert.rejects(write([put('b')], other), refusal('IdempotentParameterMismatchException'));
    assert.equal(await stored('b', 'two'), undefined);
  });

  it('is not spent by a transaction that was cancelled', async () => {
    const retried = { ClientRequestToken: 'retried-token' };
    const guarded: TransactWriteItem = {
      Put: {
        TableName: 'two',
        Item: { ...keyOf('retried'), n: { N: '1' } },
        ConditionExpression: 'attribute_exists(pk)',
      },
    };
    await reasonsOf(write([guarded], retried));
    await db.client.send(new PutItemCommand({ TableName: 'two', Item: keyOf('retried') }));
    await write([guarded], retried);
    assert.equal((await stored('retried', 'two'))?.['n']?.N, '1');
  });

  it('has at most 36 characters', async () => {
    await write([put('a')], { ClientRequestToken: 'x'.repeat(36) });
    await assert.rejects(
      write([put('a')], { ClientRequestToken: 'x'.repeat(37) }),
      refusal('ValidationException', "at 'clientRequestToken' failed to satisfy constraint"),
    );
  });
});

describe('TransactGetItems', () => {
  const read = (...keys: object[]) =>
    db.client.send(
      new TransactGetItemsCommand({
        TransactItems: keys.map((Key) => ({ Get: { TableName: 'one', Key: { ...Key }, ProjectionExpression: 'n' } })),
      }),
    );

  it('returns the items in their order, and nothing for those that are not there', async () => {
    const { Responses } = await read(keyOf('counter'), keyOf('absent'));
    assert.deepEqual(Responses, [{ Item: { n: { N: '1' } } }, {}]);
  });

  it('refuses one item twice, and cancels for keys that do not fit', async () => {
    await assert.rejects(
      read(keyOf('a'), keyOf('a')),
      refusal('ValidationException', 'multiple operations on one item'),
    );
    const { reasons } = await reasonsOf(read(keyOf('a'), { pk: { S: 'a' } }));
    assert.deepEqual(
      reasons?.map(({ Code }) => Code),
      ['None', 'ValidationError'],
    );
  });
});

describe('concurrent transfers', () => {
  it('conserve the sum and never overdraw', async () => {
    const accounts = Array.from({ length: 5 }, (_, at) => `account ${at}`);
    for (const pk of accounts) {
      await db.client.send(new PutItemCommand({ TableName: 'one', Item: { ...keyOf(pk), balance: { N: '100' } } }));
    }
    const move = (pk: string, change: number): TransactWriteItem => ({
      Update: {
        TableName: 'one',
        Key: keyOf(pk),
        UpdateExpression: 'SET balance = balance + :change',
        ConditionExpression: 'balance >= :least',
        ExpressionAttributeValues: { ':change': { N: `${change}` }, ':least': { N: `${Math.max(0, -change)}` } },
      },
    });
    const transfers = Array.from({ length: 50 }, (_, at) => {
      const [from, to] = [accounts[at % 5], accounts[(at * 3 + 1) % 5]];
      assert.ok(from !== undefined && to !== undefined);
      return from === to
        ? Promise.resolve('skipped')
        : write([move(from, -40), move(to, 40)]).then(
            () => 'moved',
            (error) => error.name,
          );
    });
    const outcomes = await Promise.all(transfers);
    const balances = await Promise.all(accounts.map(async (pk) => Number((await stored(pk))?.['balance']?.N)));
    assert.equal(
      balances.reduce((sum, balance) => sum + balance, 0),
      500,
    );
    assert.ok(balances.every((balance) => balance >= 0));
    assert.ok(outcomes.includes('moved'));
    assert.ok(outcomes.every((outcome) => ['moved', 'skipped', 'TransactionCanceledException'].includes(outcome)));
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  GetItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../lib/local/aws-service.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { clientOf, runningDynamoDb, tableOf } from './support/running.ts';

const TableName = 'accounts';
const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });

let db: Awaited<ReturnType<typeof runningDynamoDb>>;
before(async () => {
  db = await runningDynamoDb([tableOf(TableName)]);
});
after(() => db.close());
beforeEach(() => db.client.send(new PutItemCommand({ TableName, Item: { ...keyOf('a'), n: { N: '0' } } })));

/** Calls without waiting: two calls in one statement are under way at the same moment. */
const call = async (operation: string, input: JsonObject): Promise<JsonObject> => {
  const found = db.service.api.operations.get(operation);
  assert.ok(found !== undefined);
  return found.run(input, { caller, requestId: 'test', nowMillis: Date.now() });
};
const refusalOf = async (work: Promise<unknown>): Promise<AwsError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AwsError, String(error));
  return error;
};
const increment = (pk: string): JsonObject => ({
  Update: {
    TableName,
    Key: keyOf(pk),
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  },
});
const transact = (pks: readonly string[], input: JsonObject = {}) =>
  call('TransactWriteItems', { TransactItems: pks.map(increment), ...input });
const stored = async (pk: string) =>
  (await db.client.send(new GetItemCommand({ TableName, Key: keyOf(pk) }))).Item?.['n']?.N;

describe('an item in a transaction that is under way', () => {
  it('cancels another transaction, with the reason at the item', async () => {
    const [first, second] = [transact(['a', 'b']), refusalOf(transact(['c', 'a']))];
    await first;
    const { code, message, fields } = await second;
    assert.equal(code, 'TransactionCanceledException');
    assert.match(message, /\[None, TransactionConflict\]$/);
    assert.deepEqual(fields['CancellationReasons'], [
      { Code: 'None' },
      { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
    ]);
    assert.equal(await stored('a'), '1');
    assert.equal(await stored('c'), undefined);
  });

  it('is not held any more when its answer is there, be it a refusal', async () => {
    await transact(['a']);
    await refusalOf(
      call('TransactWriteItems', {
        TransactItems: [
          { ConditionCheck: { TableName, Key: keyOf('a'), ConditionExpression: 'attribute_not_exists(pk)' } },
        ],
      }),
    );
    await call('TransactWriteItems', { TransactItems: [increment('a')] });
    assert.equal(await stored('a'), '2');
  });

  it('refuses a single write, and leaves it out of a batch', async () => {
    const put = { TableName, Item: { ...keyOf('a'), n: { N: '100' } } };
    const [first, second, third] = [
      transact(['a']),
      refusalOf(call('PutItem', put)),
      call('BatchWriteItem', {
        RequestItems: { [TableName]: [{ PutRequest: { Item: put.Item } }, { PutRequest: { Item: keyOf('free') } }] },
      }),
    ];
    await first;
    assert.equal((await second).code, 'TransactionConflictException');
    assert.deepEqual((await third)['UnprocessedItems'], { [TableName]: [{ PutRequest: { Item: put.Item } }] });
    assert.equal(await stored('a'), '1');
  });

  it('cancels a transaction that reads it, and so does a single write', async () => {
    const read = () =>
      refusalOf(call('TransactGetItems', { TransactItems: [{ Get: { TableName, Key: keyOf('a') } }] }));
    const writes = [() => transact(['a']), () => call('PutItem', { TableName, Item: keyOf('a') })];
    for (const write of writes) {
      const [writing, refused] = [write(), await read()];
      await writing;
      assert.match(refused.message, /\[TransactionConflict\]$/);
    }
  });

  it('is read as it was committed, without waiting', async () => {
    const writing = transact(['a']);
    const { Item } = await call('GetItem', { TableName, Key: keyOf('a') });
    assert.deepEqual(Item, { ...keyOf('a'), n: { N: '0' } });
    await writing;
  });
});

describe('a token that is under way', () => {
  it('refuses the same request at the same moment, and another one as ever', async () => {
    const token = { ClientRequestToken: 'at-the-same-moment' };
    const [first, same, other] = [
      transact(['a'], token),
      refusalOf(transact(['a'], token)),
      refusalOf(transact(['b'], token)),
    ];
    await first;
    assert.equal((await same).code, 'TransactionInProgressException');
    assert.equal((await other).code, 'IdempotentParameterMismatchException');
    await transact(['a'], token);
    assert.equal(await stored('a'), '1');
  });
});

describe('writes that arrive together', () => {
  it('are each all or nothing, one after the other', async () => {
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    const [made, refused, next] = [
      call('PutItem', { TableName, Item: { ...keyOf('new'), n: { N: '1' } }, ...condition }),
      refusalOf(call('PutItem', { TableName, Item: { ...keyOf('new'), n: { N: '7' } }, ...condition })),
      call('UpdateItem', increment('new')['Update'] as JsonObject),
    ];
    await made;
    assert.equal((await refused).code, 'ConditionalCheckFailedException');
    await next;
    assert.equal(await stored('new'), '2');
  });
});

describe('transfers of many clients at once', () => {
  it('conserve the sum, whoever is cancelled, and all get through by trying again', async () => {
    const accounts = ['x', 'y', 'z'];
    for (const pk of accounts) {
      await db.client.send(new PutItemCommand({ TableName, Item: { ...keyOf(pk), n: { N: '1000' } } }));
    }
    const change = (pk: string, by: number): TransactWriteItem => ({
      Update: {
        TableName,
        Key: keyOf(pk),
        UpdateExpression: 'SET n = n + :by',
        ExpressionAttributeValues: { ':by': { N: `${by}` } },
      },
    });
    const clients = Array.from({ length: 6 }, () => clientOf(db.endpoint));
    const transfer = async (client: (typeof clients)[number], from: string, to: string): Promise<void> => {
      for (;;) {
        try {
          await client.send(new TransactWriteItemsCommand({ TransactItems: [change(from, -1), change(to, 1)] }));
          return;
        } catch (error) {
          if (!(error instanceof TransactionCanceledException)) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
        }
      }
    };
    await Promise.all(
      clients.map(async (client, first) => {
        for (let at = 0; at < 15; at += 1) {
          await transfer(client, accounts[(first + at) % 3] ?? 'x', accounts[(first + at + 1) % 3] ?? 'y');
        }
        client.destroy();
      }),
    );
    const sum = (await Promise.all(accounts.map(stored))).reduce((total, n) => total + Number(n), 0);
    assert.equal(sum, 3000);
  });
});

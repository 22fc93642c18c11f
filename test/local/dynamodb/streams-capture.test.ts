import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { runningDynamoDb, tableOf } from './support/running.ts';

const views = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;
const key = { pk: { S: 'a' }, sk: { S: '1' } };

describe('the stream of a table', () => {
  let db: Awaited<ReturnType<typeof runningDynamoDb>>;
  let nowMillis = Date.UTC(2026, 0, 1);
  const read = (table: string): readonly JsonObject[] => {
    const arn = db.streamArns.get(table) ?? '';
    return db.service.streams
      .shards(arn)
      .flatMap(({ shardId }) => db.service.streams.records(arn, shardId, { after: undefined, limit: 1000 }))
      .map(({ event }) => event);
  };
  const names = (table: string) => read(table).map(({ eventName }) => eventName);
  const shown = (record: JsonObject | undefined) => record?.['dynamodb'] as Record<string, Json> | undefined; // ours

  before(async () => {
    db = await runningDynamoDb(
      [
        ...views.map((view) => tableOf(view, { streamViewType: view })),
        tableOf('batches', { streamViewType: 'NEW_IMAGE' }),
        tableOf('transactions', { streamViewType: 'KEYS_ONLY' }),
        tableOf('expiring', { streamViewType: 'OLD_IMAGE', timeToLiveAttribute: 'expires' }),
        tableOf('same', { streamViewType: 'NEW_AND_OLD_IMAGES' }),
        tableOf('unseen'),
      ],
      () => nowMillis,
    );
  });
  after(() => db.close());

  for (const view of views) {
    it(`tells of inserts, changes and removals as ${view} says`, async () => {
      const one = { ...key, n: { N: '1' } };
      await db.client.send(new PutItemCommand({ TableName: view, Item: one }));
      await db.client.send(
        new UpdateItemCommand({
          TableName: view,
          Key: key,
          UpdateExpression: 'SET n = :two',
          ExpressionAttributeValues: { ':two': { N: '2' } },
        }),
      );
      await db.client.send(new DeleteItemCommand({ TableName: view, Key: key }));
      const two = { ...key, n: { N: '2' } };
      const records = read(view);
      assert.deepEqual(names(view), ['INSERT', 'MODIFY', 'REMOVE']);
      const [showsNew, showsOld] = [view.includes('NEW'), view.includes('OLD')];
      assert.deepEqual(
        records.map((record) => shown(record)?.['NewImage']),
        showsNew ? [one, two, undefined] : [undefined, undefined, undefined],
      );
      assert.deepEqual(
        records.map((record) => shown(record)?.['OldImage']),
        showsOld ? [undefined, one, two] : [undefined, undefined, undefined],
      );
      for (const record of records) {
        assert.deepEqual(shown(record)?.['Keys'], key);
        assert.equal(shown(record)?.['StreamViewType'], view);
        assert.equal(record['eventSourceARN'], db.streamArns.get(view));
        assert.equal(record['userIdentity'], undefined);
      }
    });
  }

  it('says nothing of a write that changes nothing', async () => {
    const item = { ...key, tags: { SS: ['a', 'b'] }, map: { M: { x: { N: '1.0' }, y: { BOOL: true } } } };
    const same = { map: { M: { y: { BOOL: true }, x: { N: '1' } } }, tags: { SS: ['b', 'a'] }, ...key };
    await db.client.send(new PutItemCommand({ TableName: 'same', Item: item }));
    await db.client.send(new PutItemCommand({ TableName: 'same', Item: same }));
    await db.client.send(
      new UpdateItemCommand({
        TableName: 'same',
        Key: key,
        UpdateExpression: 'ADD tags :t',
        ExpressionAttributeValues: { ':t': { SS: ['a'] } },
      }),
    );
    await db.client.send(new DeleteItemCommand({ TableName: 'same', Key: { ...key, sk: { S: 'nothing' } } }));
    assert.deepEqual(names('same'), ['INSERT']);
  });

  it('tells of every item of a batch', async () => {
    const put = (sk: string) => ({ PutRequest: { Item: { pk: { S: 'a' }, sk: { S: sk } } } });
    await db.client.send(new BatchWriteItemCommand({ RequestItems: { batches: [put('1'), put('2')] } }));
    await db.client.send(
      new BatchWriteItemCommand({ RequestItems: { batches: [{ DeleteRequest: { Key: key } }, put('3')] } }),
    );
    assert.deepEqual(names('batches'), ['INSERT', 'INSERT', 'REMOVE', 'INSERT']);
  });

  it('tells of a transaction when it is done, and nothing of one that is cancelled', async () => {
    const put = (sk: string) => ({ Put: { TableName: 'transactions', Item: { pk: { S: 'a' }, sk: { S: sk } } } });
    const check = {
      ConditionCheck: { TableName: 'transactions', Key: key, ConditionExpression: 'attribute_exists(pk)' },
    };
    await assert.rejects(
      db.client.send(new TransactWriteItemsCommand({ TransactItems: [put('2'), put('3'), check] })),
      { name: 'TransactionCanceledException' },
    );
    assert.deepEqual(names('transactions'), []);
    await db.client.send(new TransactWriteItemsCommand({ TransactItems: [put('2'), put('3')] }));
    assert.deepEqual(names('transactions'), ['INSERT', 'INSERT']);
  });

  it('names DynamoDB where an item went because its time was over', async () => {
    const expires = { N: `${nowMillis / 1000 + 60}` };
    await db.client.send(new PutItemCommand({ TableName: 'expiring', Item: { ...key, expires } }));
    nowMillis += 120_000;
    await db.client.send(new PutItemCommand({ TableName: 'unseen', Item: key }));
    const [, removed] = read('expiring');
    assert.equal(removed?.['eventName'], 'REMOVE');
    assert.deepEqual(removed?.['userIdentity'], { principalId: 'dynamodb.amazonaws.com', type: 'Service' });
    assert.deepEqual(shown(removed)?.['OldImage'], { ...key, expires });
  });

  it('calls its listeners, each as long as it listens', async () => {
    const arn = db.streamArns.get('batches') ?? '';
    const calls: number[] = [];
    const stop = db.service.streams.onAppend(arn, () => calls.push(calls.length));
    const put = async (sk: string) => {
      await db.client.send(new PutItemCommand({ TableName: 'batches', Item: { pk: { S: 'a' }, sk: { S: sk } } }));
      await new Promise(setImmediate);
    };
    await put('listened');
    assert.equal(calls.length, 1);
    stop();
    await put('not listened');
    assert.equal(calls.length, 1);
  });
});

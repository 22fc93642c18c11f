import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BatchGetItemCommand, BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

let db: Awaited<ReturnType<typeof runningDynamoDb>>;
before(async () => {
  db = await runningDynamoDb([tableOf('one'), tableOf('two')]);
});
after(() => db.close());

const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
const put = (pk: string): WriteRequest => ({ PutRequest: { Item: { ...keyOf(pk), more: { S: pk } } } });
const remove = (pk: string): WriteRequest => ({ DeleteRequest: { Key: keyOf(pk) } });
const write = (RequestItems: Record<string, WriteRequest[]>) =>
  db.client.send(new BatchWriteItemCommand({ RequestItems }));

describe('a batch', () => {
  it('writes to and reads from many tables', async () => {
    await write({ one: [put('a'), put('b')], two: [put('c')] });
    await write({ one: [remove('b')] });
    const { Responses, UnprocessedKeys } = await db.client.send(
      new BatchGetItemCommand({
        RequestItems: {
          one: { Keys: [keyOf('a'), keyOf('b')], ProjectionExpression: 'pk' },
          two: { Keys: [keyOf('c')] },
        },
      }),
    );
    assert.deepEqual(Responses, { one: [{ pk: { S: 'a' } }], two: [{ ...keyOf('c'), more: { S: 'c' } }] });
    assert.deepEqual(UnprocessedKeys, {});
  });

  it('gives back, unread, what is beyond 16 MB', async () => {
    const d = { S: 'x'.repeat(399_000) };
    const names = Array.from({ length: 45 }, (_, at) => `large ${at}`);
    for (let from = 0; from < names.length; from += 5) {
      await write({ one: names.slice(from, from + 5).map((pk) => ({ PutRequest: { Item: { ...keyOf(pk), d } } })) });
    }
    const { Responses, UnprocessedKeys } = await db.client.send(
      new BatchGetItemCommand({ RequestItems: { one: { Keys: names.map(keyOf), ProjectionExpression: 'pk' } } }),
    );
    const [read, left] = [Responses?.['one']?.length ?? 0, UnprocessedKeys?.['one']?.Keys?.length ?? 0];
    assert.equal(read + left, names.length);
    assert.equal(left, names.length - Math.floor((16 * 1024 * 1024) / 399_020));
  });

  it('is refused when it is empty, too large, or names one item twice', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `m${at}`);
    await write({ one: many(25).map(put) });
    await assert.rejects(
      write({ one: many(15).map(put), two: many(15).map(put) }),
      refusal('ValidationException', 'Too many items'),
    );
    await assert.rejects(
      write({ one: many(26).map(put) }),
      refusal('ValidationException', 'length less than or equal to 25'),
    );
    await assert.rejects(
      write({ one: [put('a'), remove('a')] }),
      refusal('ValidationException', 'contains duplicates'),
    );
    const keyless = { PutRequest: { Item: { pk: { S: 'x' } } } };
    await assert.rejects(
      write({ one: [put('a'), remove('a'), keyless] }),
      refusal('ValidationException', 'contains duplicates'),
    );
    await assert.rejects(
      write({ one: [keyless, put('a'), remove('a')] }),
      refusal('ValidationException', 'The provided key element does not match the schema'),
    );
    await assert.rejects(
      write({}),
      refusal('ValidationException', 'The requestItems parameter is required for BatchWriteItem'),
    );
    const read = (Keys: ReturnType<typeof keyOf>[]) =>
      db.client.send(new BatchGetItemCommand({ RequestItems: { one: { Keys } } }));
    await assert.rejects(read([keyOf('a'), keyOf('a')]), refusal('ValidationException', 'contains duplicates'));
    await assert.rejects(read(many(101).map(keyOf)), refusal('ValidationException', 'less than or equal to 100'));
  });

  it('writes nothing when one of its items is refused', async () => {
    await assert.rejects(
      write({ one: [put('fine'), { PutRequest: { Item: { pk: { S: 'x' } } } }] }),
      refusal('ValidationException', 'The provided key element does not match the schema'),
    );
    const { Responses } = await db.client.send(
      new BatchGetItemCommand({ RequestItems: { one: { Keys: [keyOf('fine')] } } }),
    );
    assert.deepEqual(Responses, { one: [] });
  });
});

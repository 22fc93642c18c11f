import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

const HOUR_MILLIS = 60 * 60 * 1000;

describe('the API of DynamoDB Streams', () => {
  let db: Awaited<ReturnType<typeof runningDynamoDb>>;
  let nowMillis = Date.UTC(2026, 0, 1);
  before(async () => {
    const streamed = ['orders', 'rolled', 'trimmed', 'large', 'many'].map((name) =>
      tableOf(name, { streamViewType: 'NEW_IMAGE' }),
    );
    db = await runningDynamoDb([...streamed, tableOf('quiet')], () => nowMillis);
  });
  after(() => db.close());

  const arnOf = (table: string) => db.streamArns.get(table) ?? '';
  const put = (table: string, sk: string, attributes = {}) =>
    db.client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: 'a' }, sk: { S: sk }, ...attributes } }));
  const shardsOf = async (table: string) => {
    const { StreamDescription } = await db.streams.send(new DescribeStreamCommand({ StreamArn: arnOf(table) }));
    return StreamDescription?.Shards ?? [];
  };
  const iterate = async (table: string, ShardIteratorType: ShardIteratorType, SequenceNumber?: string, shard = 0) => {
    const ShardId = (await shardsOf(table))[shard]?.ShardId;
    const command = new GetShardIteratorCommand({
      StreamArn: arnOf(table),
      ShardId,
      ShardIteratorType,
      SequenceNumber,
    });
    return (await db.streams.send(command)).ShardIterator;
  };
  const read = (ShardIterator: string | undefined, Limit?: number) =>
    db.streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
  const sortKeys = ({ Records }: Awaited<ReturnType<typeof read>>) =>
    (Records ?? []).map(({ dynamodb }) => dynamodb?.Keys?.['sk']?.S);

  it('lists the streams of all tables, or of one, in pages', async () => {
    const all = await db.streams.send(new ListStreamsCommand({}));
    assert.deepEqual(
      all.Streams?.map(({ TableName }) => TableName),
      ['large', 'many', 'orders', 'rolled', 'trimmed'],
    );
    const one = await db.streams.send(new ListStreamsCommand({ TableName: 'orders' }));
    assert.deepEqual(
      one.Streams?.map(({ StreamArn }) => StreamArn),
      [arnOf('orders')],
    );
    assert.deepEqual((await db.streams.send(new ListStreamsCommand({ TableName: 'quiet' }))).Streams, []);
    const first = await db.streams.send(new ListStreamsCommand({ Limit: 4 }));
    assert.equal(first.LastEvaluatedStreamArn, arnOf('rolled'));
    const rest = await db.streams.send(
      new ListStreamsCommand({ ExclusiveStartStreamArn: first.LastEvaluatedStreamArn }),
    );
    assert.deepEqual([rest.Streams?.length, rest.LastEvaluatedStreamArn], [1, undefined]);
  });

  it('describes a stream, and names the one that it does not know', async () => {
    const { StreamDescription: stream } = await db.streams.send(
      new DescribeStreamCommand({ StreamArn: arnOf('orders') }),
    );
    assert.deepEqual(
      [stream?.StreamStatus, stream?.StreamViewType, stream?.TableName, stream?.KeySchema?.length],
      ['ENABLED', 'NEW_IMAGE', 'orders', 2],
    );
    assert.equal(
      stream?.StreamArn,
      `arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/${stream?.StreamLabel}`,
    );
    assert.match(stream?.Shards?.[0]?.ShardId ?? '', /^shardId-\d{20}-[0-9a-f]{8}$/);
    assert.match(stream?.Shards?.[0]?.SequenceNumberRange?.StartingSequenceNumber ?? '', /^\d{21}$/);
    const unknown = `${arnOf('orders')}0`;
    await assert.rejects(
      db.streams.send(new DescribeStreamCommand({ StreamArn: unknown })),
      refusal('ResourceNotFoundException', unknown),
    );
  });

  it('begins where the type of the iterator says', async () => {
    await put('orders', '1');
    await put('orders', '2');
    const latest = await iterate('orders', 'LATEST');
    await put('orders', '3');
    const all = await read(await iterate('orders', 'TRIM_HORIZON'));
    assert.deepEqual(sortKeys(all), ['1', '2', '3']);
    assert.deepEqual(sortKeys(await read(latest)), ['3']);
    const second = all.Records?.[1]?.dynamodb?.SequenceNumber;
    assert.deepEqual(sortKeys(await read(await iterate('orders', 'AT_SEQUENCE_NUMBER', second))), ['2', '3']);
    assert.deepEqual(sortKeys(await read(await iterate('orders', 'AFTER_SEQUENCE_NUMBER', second))), ['3']);
    await assert.rejects(
      iterate('orders', 'AT_SEQUENCE_NUMBER', '1'.repeat(21)),
      refusal('ValidationException', 'Invalid SequenceNumber'),
    );
    await assert.rejects(iterate('orders', 'AT_SEQUENCE_NUMBER'), refusal('ValidationException', 'is required'));
    await assert.rejects(iterate('orders', 'LATEST', second), refusal('ValidationException', 'SequenceNumber'));
  });

  it('goes on with the next iterator, whether there was something to read or not', async () => {
    const first = await read(await iterate('orders', 'TRIM_HORIZON'), 2);
    assert.deepEqual(sortKeys(first), ['1', '2']);
    const second = await read(first.NextShardIterator);
    const third = await read(second.NextShardIterator);
    assert.deepEqual([sortKeys(second), sortKeys(third)], [['3'], []]);
    await put('orders', '4');
    assert.deepEqual(sortKeys(await read(third.NextShardIterator)), ['4']);
  });

  it('gives records as the client knows them', async () => {
    const { Records } = await read(await iterate('orders', 'TRIM_HORIZON'), 1);
    const [record] = Records ?? [];
    assert.match(record?.eventID ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(
      [record?.eventName, record?.eventSource, record?.awsRegion, record?.eventVersion],
      ['INSERT', 'aws:dynamodb', 'eu-central-1', '1.1'],
    );
    assert.equal(record?.dynamodb?.ApproximateCreationDateTime?.getTime(), nowMillis);
    assert.deepEqual(record?.dynamodb?.NewImage, { pk: { S: 'a' }, sk: { S: '1' } });
    assert.equal(record?.dynamodb?.SizeBytes, 12);
  });

  it('takes an iterator for 15 minutes, and none that was made by others', async () => {
    const iterator = await iterate('orders', 'TRIM_HORIZON');
    nowMillis += 15 * 60 * 1000;
    await read(iterator);
    nowMillis += 1;
    await assert.rejects(read(iterator), refusal('ExpiredIteratorException'));
    const fresh = (await iterate('orders', 'TRIM_HORIZON')) ?? '';
    const ofAnother = fresh.replace('/orders/', '/rolled/');
    for (const forged of [ofAnother, fresh.slice(0, -8), 'x', `${arnOf('orders')}|1|AAAA`]) {
      await assert.rejects(read(forged), refusal('ValidationException', 'Invalid ShardIterator'));
    }
  });

  it('answers at most 1 MB at a time', async () => {
    for (const sk of ['1', '2', '3', '4']) await put('large', sk, { text: { S: 'x'.repeat(300_000) } });
    const first = await read(await iterate('large', 'TRIM_HORIZON'));
    assert.deepEqual(sortKeys(first), ['1', '2', '3']);
    assert.deepEqual(sortKeys(await read(first.NextShardIterator)), ['4']);
  });

  it('follows a shard with another after four hours, of which the first is the parent', async () => {
    await put('rolled', '1');
    const [before] = await shardsOf('rolled');
    nowMillis += 4 * HOUR_MILLIS;
    await put('rolled', '2');
    const [parent, child] = await shardsOf('rolled');
    assert.equal(parent?.ShardId, before?.ShardId);
    assert.equal(child?.ParentShardId, parent?.ShardId);
    assert.ok(parent?.SequenceNumberRange?.EndingSequenceNumber !== undefined);
    const closed = await read(await iterate('rolled', 'TRIM_HORIZON'));
    assert.deepEqual([sortKeys(closed), closed.NextShardIterator], [['1'], undefined]);
    assert.deepEqual(sortKeys(await read(await iterate('rolled', 'TRIM_HORIZON', undefined, 1))), ['2']);
    const { StreamDescription } = await db.streams.send(
      new DescribeStreamCommand({
        StreamArn: arnOf('rolled'),
        ShardFilter: { Type: 'CHILD_SHARDS', ShardId: parent?.ShardId },
      }),
    );
    assert.deepEqual(StreamDescription?.Shards, [child]);
  });

  it('follows a shard with another after a thousand records', async () => {
    for (let batch = 0; batch < 41; batch += 1) {
      await db.service.api.operations.get('BatchWriteItem')?.run(
        {
          RequestItems: {
            many: Array.from({ length: 25 }, (_, n) => ({
              PutRequest: { Item: { pk: { S: 'a' }, sk: { S: `${batch} ${n}` } } },
            })),
          },
        },
        { caller: { kind: 'developer', arn: '' }, requestId: '', nowMillis },
      );
    }
    const sizes = await Promise.all(
      (await shardsOf('many')).map(
        async (_, shard) => (await read(await iterate('many', 'TRIM_HORIZON', undefined, shard))).Records?.length,
      ),
    );
    assert.deepEqual(sizes.slice(-2), [1000, 25]);
  });

  it('keeps records for 24 hours, and says so to who comes too late', async () => {
    await put('trimmed', '1');
    const shards = await shardsOf('trimmed');
    const shard = shards.length - 1;
    const [old] = (await read(await iterate('trimmed', 'TRIM_HORIZON', undefined, shard))).Records ?? [];
    nowMillis += 24 * HOUR_MILLIS - 1;
    assert.deepEqual(sortKeys(await read(await iterate('trimmed', 'TRIM_HORIZON', undefined, shard))), ['1']);
    const behind = await iterate('trimmed', 'TRIM_HORIZON', undefined, shard);
    nowMillis += 10_000;
    await assert.rejects(read(behind), refusal('TrimmedDataAccessException'));
    const at = old?.dynamodb?.SequenceNumber;
    const survivors = await shardsOf('trimmed');
    const place = survivors.findIndex(({ ShardId }) => ShardId === shards[shard]?.ShardId);
    await assert.rejects(iterate('trimmed', 'AT_SEQUENCE_NUMBER', at, place), refusal('TrimmedDataAccessException'));
    assert.deepEqual(sortKeys(await read(await iterate('trimmed', 'TRIM_HORIZON', undefined, place))), []);
  });

  it('needs the right to the stream that is read', () => {
    const rights = (name: string, input: { readonly StreamArn?: string; readonly ShardIterator?: string }) =>
      db.service.streamsApi.operations.get(name)?.rights(input);
    const resource = arnOf('orders');
    assert.deepEqual(rights('DescribeStream', { StreamArn: resource }), [
      { action: 'dynamodb:DescribeStream', resource },
    ]);
    assert.deepEqual(rights('GetShardIterator', { StreamArn: resource }), [
      { action: 'dynamodb:GetShardIterator', resource },
    ]);
    assert.deepEqual(rights('ListStreams', {}), [{ action: 'dynamodb:ListStreams', resource: '*' }]);
    assert.deepEqual(rights('GetRecords', { ShardIterator: `${resource}|1|AAAA` }), [
      { action: 'dynamodb:GetRecords', resource: '*' },
    ]);
  });

  it('reads the right of an iterator from its seal, not from its text', async () => {
    const iterator = (await iterate('orders', 'LATEST')) ?? '';
    const ShardIterator = iterator.replace('/orders/', '/rolled/');
    assert.deepEqual(db.service.streamsApi.operations.get('GetRecords')?.rights({ ShardIterator }), [
      { action: 'dynamodb:GetRecords', resource: arnOf('orders') },
    ]);
  });
});

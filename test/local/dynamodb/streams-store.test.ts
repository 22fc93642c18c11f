import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDynamoDb, type DynamoDbService, type TableDefinition } from '../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { tableOf } from './support/running.ts';

const HOUR_MILLIS = 60 * 60 * 1000;
const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
const streamed = tableOf('things', { streamViewType: 'KEYS_ONLY' });

/** A store whose clock can be set, and that can be closed and opened again. */
const store = (definition: TableDefinition = streamed) => {
  const { folder, remove } = temporaryFolder();
  const clock = { nowMillis: Date.UTC(2026, 0, 1) };
  const open = (declared: TableDefinition) => {
    const environment = testEnvironment(folder, () => clock.nowMillis);
    const service = createDynamoDb({ environment, fastWrites: true });
    return { service, arn: service.declareTable(declared).streamArn ?? '' };
  };
  let opened = open(definition);
  const call = (api: 'api' | 'streamsApi', name: string, input: JsonObject) => {
    const operation = opened.service[api].operations.get(name);
    assert.ok(operation !== undefined, name);
    return operation.run(input, { caller, requestId: 'test', nowMillis: clock.nowMillis });
  };
  return {
    clock,
    get arn() {
      return opened.arn;
    },
    get source(): DynamoDbService['streams'] {
      return opened.service.streams;
    },
    reopen(declared: TableDefinition = definition) {
      opened.service.close();
      opened = open(declared);
    },
    put: (sk: string) => call('api', 'PutItem', { TableName: 'things', Item: { pk: { S: 'a' }, sk: { S: sk } } }),
    call,
    records: (arn = opened.arn) =>
      opened.service.streams
        .shards(arn)
        .flatMap(({ shardId }) => opened.service.streams.records(arn, shardId, { after: undefined, limit: 1000 })),
    close() {
      opened.service.close();
      remove();
    },
  };
};

describe('the store of streams', () => {
  it('keeps records, numbers and iterators over restarts', async () => {
    const kept = store();
    await kept.put('1');
    const [shard] = kept.source.shards(kept.arn);
    const input = { StreamArn: kept.arn, ShardId: shard?.shardId, ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator } = await kept.call('streamsApi', 'GetShardIterator', input);
    const before = kept.arn;
    kept.reopen();
    await kept.put('2');
    assert.equal(kept.arn, before);
    const numbers = kept.records().map(({ sequenceNumber }) => sequenceNumber);
    assert.deepEqual(numbers, numbers.toSorted());
    assert.equal(new Set(numbers).size, 2);
    const { Records } = await kept.call('streamsApi', 'GetRecords', { ShardIterator });
    assert.equal(Array.isArray(Records) && Records.length, 2);
    kept.close();
  });

  it('never gives a number twice, also when all records are gone', async () => {
    const kept = store();
    await kept.put('1');
    const [first] = kept.records();
    kept.clock.nowMillis += 25 * HOUR_MILLIS;
    await kept.call('api', 'ListTables', {});
    assert.deepEqual(kept.records(), []);
    kept.reopen();
    await kept.put('2');
    const [second] = kept.records();
    assert.ok((second?.sequenceNumber ?? '') > (first?.sequenceNumber ?? ''));
    kept.close();
  });

  it('begins another stream when the template wants another view, and leaves the old one readable for a day', async () => {
    const kept = store();
    await kept.put('1');
    const old = kept.arn;
    kept.clock.nowMillis += 1000;
    kept.reopen(tableOf('things', { streamViewType: 'NEW_IMAGE' }));
    await kept.put('2');
    assert.notEqual(kept.arn, old);
    assert.deepEqual([kept.records(old).length, kept.records().length], [1, 1]);
    assert.ok(kept.source.shards(old).every(({ closed }) => closed));
    kept.clock.nowMillis += 24 * HOUR_MILLIS;
    await kept.call('api', 'ListTables', {});
    assert.throws(() => kept.source.shards(old), { code: 'ResourceNotFoundException' });
    kept.close();
  });

  it('keeps what a deleted table told, and not for the table that comes after it', async () => {
    const kept = store();
    await kept.put('1');
    const old = kept.arn;
    await kept.call('api', 'DeleteTable', { TableName: 'things' });
    kept.clock.nowMillis += 1000;
    kept.reopen();
    assert.notEqual(kept.arn, old);
    assert.deepEqual([kept.records(old).length, kept.records().length], [1, 0]);
    kept.close();
  });

  it('does not list the stream of a table that the template has no longer', async () => {
    const kept = store();
    kept.reopen(tableOf('another'));
    assert.deepEqual((await kept.call('streamsApi', 'ListStreams', {}))['Streams'], []);
    kept.close();
  });

  it('says where a reader begins that wants only what is to come', async () => {
    const kept = store();
    const [shard] = kept.source.shards(kept.arn);
    const latest = () => kept.source.latest(kept.arn, shard?.shardId ?? '');
    assert.equal(latest(), undefined);
    await kept.put('1');
    const after = latest();
    await kept.put('2');
    const position = { after, limit: 10 };
    assert.equal(kept.source.records(kept.arn, shard?.shardId ?? '', position).length, 1);
    assert.throws(() => kept.source.records(kept.arn, 'shardId-none', position), { code: 'ResourceNotFoundException' });
    assert.throws(() => kept.source.onAppend(`${kept.arn}x`, () => {}), { code: 'ResourceNotFoundException' });
    kept.close();
  });
});

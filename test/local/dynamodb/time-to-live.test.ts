import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  DescribeTimeToLiveCommand,
  PutItemCommand,
  ScanCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

describe('time to live', () => {
  it('takes expired items away, those of five years ago not', async () => {
    let nowMillis = Date.UTC(2026, 0, 1);
    const db = await runningDynamoDb([tableOf('things', { timeToLiveAttribute: 'expires' })], () => nowMillis);
    const put = (sk: string, expires: object) =>
      db.client.send(new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' }, sk: { S: sk }, ...expires } }));
    const inSeconds = (seconds: number) => ({ expires: { N: `${nowMillis / 1000 + seconds}` } });
    await put('soon', inSeconds(60));
    await put('later', inSeconds(3600));
    await put('long ago', inSeconds(-6 * 365 * 86_400));
    await put('text', { expires: { S: '1' } });
    await put('never', {});
    nowMillis += 120_000;
    const { Items } = await db.client.send(new ScanCommand({ TableName: 'things' }));
    assert.deepEqual(Items?.map(({ sk }) => sk?.S).toSorted(), ['later', 'long ago', 'never', 'text']);
    await db.close();
  });

  it('is switched on and off by a call, once an hour', async () => {
    let nowMillis = Date.UTC(2026, 0, 1);
    const db = await runningDynamoDb([tableOf('things')], () => nowMillis);
    const update = (AttributeName: string, Enabled: boolean) =>
      db.client.send(
        new UpdateTimeToLiveCommand({ TableName: 'things', TimeToLiveSpecification: { AttributeName, Enabled } }),
      );
    const status = async () => {
      const described = await db.client.send(new DescribeTimeToLiveCommand({ TableName: 'things' }));
      return described.TimeToLiveDescription;
    };
    await assert.rejects(update('expires', false), refusal('ValidationException', 'TimeToLive is already disabled'));
    const expires = { N: `${nowMillis / 1000 + 60}` };
    await db.client.send(
      new PutItemCommand({ TableName: 'things', Item: { pk: { S: 'a' }, sk: { S: '1' }, expires } }),
    );
    assert.deepEqual((await update('expires', true)).TimeToLiveSpecification, {
      AttributeName: 'expires',
      Enabled: true,
    });
    assert.deepEqual(await status(), { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    await assert.rejects(update('expires', true), refusal('ValidationException', 'TimeToLive is already enabled'));
    await assert.rejects(
      update('other', true),
      refusal(
        'ValidationException',
        'TimeToLive is active on a different AttributeName: current AttributeName is expires',
      ),
    );
    nowMillis += 60 * 60 * 1000 - 1;
    await assert.rejects(
      update('expires', false),
      refusal('ValidationException', 'Time to live has been modified multiple times within a fixed interval'),
    );
    const { Count } = await db.client.send(new ScanCommand({ TableName: 'things' }));
    assert.equal(Count, 0, 'items that were there before expire, too');
    nowMillis += 1;
    await update('expires', false);
    assert.deepEqual(await status(), { TimeToLiveStatus: 'DISABLED' });
    await db.close();
  });

  it('takes items away while nobody asks for them', async (test) => {
    test.mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.UTC(2026, 0, 1) });
    const service = createDynamoDb({ environment: testEnvironment(''), memory: true });
    const { streamArn = '' } = service.declareTable(
      tableOf('things', { timeToLiveAttribute: 'expires', streamViewType: 'KEYS_ONLY' }),
    );
    const expires = { N: `${Date.now() / 1000 + 30}` };
    await service.api.operations
      .get('PutItem')
      ?.run(
        { TableName: 'things', Item: { pk: { S: 'a' }, sk: { S: '1' }, expires } },
        { caller: { kind: 'developer', arn: '' }, requestId: '', nowMillis: Date.now() },
      );
    const events = () =>
      service.streams
        .shards(streamArn)
        .flatMap(({ shardId }) => service.streams.records(streamArn, shardId, { after: undefined, limit: 10 }))
        .map(({ event }) => event['eventName']);
    assert.deepEqual(events(), ['INSERT']);
    test.mock.timers.tick(60_000);
    assert.deepEqual(events(), ['INSERT', 'REMOVE']);
    service.close();
    test.mock.timers.tick(60_000);
  });
});

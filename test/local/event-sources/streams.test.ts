import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failed, functionArn, returned, roleArn, sourcesFixture, streamArn } from './fixture.ts';

const onFailure = 'arn:aws:sqs:eu-central-1:123456789012:given-up';

describe('the stream of a table', () => {
  it('is handed to its function in order, in batches, and each record once', async () => {
    await using its = await sourcesFixture({ batchSize: 2 });
    its.stream.open('one');
    its.stream.append('one', 'a', 'b', 'c');
    its.sources.start();
    await its.pass(0);
    its.stream.append('one', 'd');
    await its.pass(0);
    assert.deepEqual(its.batches, [['a', 'b'], ['c'], ['d']]);
  });

  it('is read from its oldest record or from the newest on, as the template says', async () => {
    await using its = await sourcesFixture({ startingPosition: 'LATEST' });
    its.stream.open('one');
    its.stream.append('one', 'old');
    its.sources.start();
    await its.pass(0);
    its.stream.append('one', 'new');
    await its.pass(0);
    assert.deepEqual(its.batches, [['new']]);
  });

  it('goes on after a restart where it was, with what came meanwhile', async () => {
    await using its = await sourcesFixture({ startingPosition: 'LATEST' });
    its.stream.open('one');
    its.sources.start();
    its.stream.append('one', 'a');
    await its.pass(0);
    await its.sources.stop();
    its.stream.append('one', 'b');
    await its.again();
    assert.deepEqual(its.batches, [['a'], ['b']]);
  });

  it('hands out again what was not done with when the runtime ended', async () => {
    await using its = await sourcesFixture();
    its.stream.open('one');
    its.stream.append('one', 'a');
    its.answers.push(failed);
    its.sources.start();
    await its.pass(0);
    await its.again();
    assert.deepEqual(its.batches, [['a'], ['a']]);
  });

  it('is read shard by shard, a child only when its parent is done', async () => {
    await using its = await sourcesFixture();
    its.stream.open('parent');
    its.stream.open('child', 'parent');
    its.stream.open('stranger');
    its.stream.append('parent', 'first');
    its.stream.append('child', 'second');
    its.stream.append('stranger', 'other');
    its.answers.push(failed);
    its.sources.start();
    await its.pass(0);
    its.stream.close('parent');
    await its.pass(0);
    assert.deepEqual(its.batches, [['first'], ['other']]);
    await its.pass(1_000);
    assert.deepEqual(its.batches, [['first'], ['other'], ['first'], ['second']]);
  });

  it('is gathered for a fuller batch, as long as the window is open', async () => {
    await using its = await sourcesFixture({ windowSeconds: 5, batchSize: 3 });
    its.stream.open('one');
    its.sources.start();
    its.stream.append('one', 'a');
    await its.pass(0);
    its.stream.append('one', 'b');
    await its.pass(4_999);
    assert.deepEqual(its.batches, []);
    await its.pass(1);
    assert.deepEqual(its.batches, [['a', 'b']]);
    its.stream.append('one', 'c', 'd', 'e');
    await its.pass(0);
    assert.deepEqual(its.batches.at(-1), ['c', 'd', 'e']);
  });

  it('is filtered, and what no filter wants is done with', async () => {
    const wanted = (id: string) => JSON.stringify({ dynamodb: { NewImage: { id: { S: [{ prefix: id }] } } } });
    await using its = await sourcesFixture({ filters: [wanted('a'), wanted('c')] });
    its.stream.open('one');
    its.stream.append('one', 'a1', 'b1', 'c1', 'b2');
    its.sources.start();
    await its.pass(0);
    await its.again();
    assert.deepEqual(its.batches, [['a1', 'c1']]);
  });

  it('is not read while the mapping is not enabled', async () => {
    await using its = await sourcesFixture({ enabled: false });
    its.stream.open('one');
    its.stream.append('one', 'a');
    its.sources.start();
    await its.pass(0);
    assert.deepEqual(its.batches, []);
  });
});

describe('a batch that fails', () => {
  it('comes again and again, later each time, and keeps what is behind it waiting', async () => {
    await using its = await sourcesFixture({ batchSize: 1 }, (names) => names.includes('bad'));
    its.stream.open('one');
    its.stream.append('one', 'bad', 'good');
    its.sources.start();
    await its.pass(0);
    await its.pass(999);
    assert.equal(its.batches.length, 1);
    await its.pass(1);
    assert.equal(its.batches.length, 2);
    await its.pass(1_999);
    assert.equal(its.batches.length, 2);
    await its.pass(1);
    assert.deepEqual(its.batches, [['bad'], ['bad'], ['bad']]);
    assert.match(its.warnings[0] ?? '', /function:auditor failed with records of .*: RangeError: too far/);
  });

  it('is given up after the retries of the template, told to the destination by its place, not its content', async () => {
    await using its = await sourcesFixture({ batchSize: 2, maximumRetryAttempts: 1, onFailure }, (names) =>
      names.includes('bad'),
    );
    its.stream.open('one');
    its.stream.append('one', 'bad', 'too', 'good');
    its.sources.start();
    await its.pass(0);
    await its.pass(1_000);
    assert.deepEqual(its.batches, [['bad', 'too'], ['bad', 'too'], ['good']]);
    const [{ payload, ...sent } = { payload: null }] = its.delivered;
    assert.deepEqual(sent, {
      targetArn: onFailure,
      source: { principal: 'lambda.amazonaws.com', arn: functionArn, roleArn },
    });
    const { requestContext, DDBStreamBatchInfo } = Object(payload);
    assert.deepEqual([requestContext.condition, requestContext.approximateInvokeCount], ['RetryAttemptsExhausted', 2]);
    assert.deepEqual(DDBStreamBatchInfo, {
      shardId: 'one',
      startSequenceNumber: '1',
      endSequenceNumber: '2',
      approximateArrivalOfFirstRecord: '2026-11-22T08:00:00.000Z',
      approximateArrivalOfLastRecord: '2026-11-22T08:00:00.000Z',
      batchSize: 2,
      streamArn,
    });
    assert.ok(!JSON.stringify(payload).includes('bad'));
  });

  it('is given up when its records are older than the template lets them be', async () => {
    await using its = await sourcesFixture({ maximumRecordAgeSeconds: 60, onFailure }, (names) =>
      names.includes('bad'),
    );
    its.stream.open('one');
    its.stream.append('one', 'bad');
    its.sources.start();
    await its.pass(0);
    await its.pass(61_000);
    its.stream.append('one', 'good');
    await its.pass(0);
    assert.equal(Object(its.delivered[0]?.payload).requestContext.condition, 'RecordAgeExceeded');
    assert.deepEqual(its.batches.at(-1), ['good']);
  });

  it('is halved where the template says so, until the bad record is alone', async () => {
    await using its = await sourcesFixture({ bisects: true, maximumRetryAttempts: 0 }, (names) =>
      names.includes('bad'),
    );
    its.stream.open('one');
    its.stream.append('one', 'a', 'bad', 'c', 'd');
    its.sources.start();
    for (let n = 0; n < 6; n++) await its.pass(1_000);
    assert.deepEqual(its.batches, [
      ['a', 'bad', 'c', 'd'],
      ['a', 'bad'],
      ['a'],
      ['bad', 'c', 'd'],
      ['bad', 'c'],
      ['bad'],
      ['c', 'd'],
    ]);
  });

  it('is not counted as failed while the function is throttled', async () => {
    await using its = await sourcesFixture({ maximumRetryAttempts: 0 });
    its.stream.open('one');
    its.stream.append('one', 'a');
    const throttled = { kind: 'throttled', reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' } as const;
    its.answers.push(throttled, throttled);
    its.sources.start();
    for (let n = 0; n < 3; n++) await its.pass(2_000);
    assert.deepEqual(its.batches, [['a'], ['a'], ['a']]);
    assert.deepEqual(its.warnings, []);
  });
});

describe('a batch that fails in part', () => {
  const failures = (...identifiers: string[]) =>
    returned({ batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) });

  it('comes again from the first record that failed on', async () => {
    await using its = await sourcesFixture({ reportsItemFailures: true });
    its.stream.open('one');
    its.stream.append('one', 'a', 'b', 'c', 'd');
    its.answers.push(failures('3', '2'), failures());
    its.sources.start();
    await its.pass(0);
    await its.pass(1_000);
    assert.deepEqual(its.batches, [
      ['a', 'b', 'c', 'd'],
      ['b', 'c', 'd'],
    ]);
  });

  for (const [title, answer] of [
    ['that are not in it', failures('99')],
    ['without a name', returned({ batchItemFailures: [{ itemIdentifier: '' }] })],
    ['in another form', returned({ batchItemFailures: 'all' })],
  ] as const) {
    it(`comes again whole when the function names records ${title}`, async () => {
      await using its = await sourcesFixture({ reportsItemFailures: true });
      its.stream.open('one');
      its.stream.append('one', 'a', 'b');
      its.answers.push(answer);
      its.sources.start();
      await its.pass(0);
      await its.pass(1_000);
      assert.deepEqual(its.batches, [
        ['a', 'b'],
        ['a', 'b'],
      ]);
    });
  }

  it('is done with when the template does not ask which records failed', async () => {
    await using its = await sourcesFixture();
    its.stream.open('one');
    its.stream.append('one', 'a', 'b');
    its.answers.push(failures('1'));
    its.sources.start();
    await its.pass(0);
    await its.pass(60_000);
    assert.deepEqual(its.batches, [['a', 'b']]);
  });
});

describe('a mapping', () => {
  it('does not begin when the role of its function may not read, in the words of AWS', async () => {
    for (const action of ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams']) {
      await using its = await sourcesFixture();
      its.denied.add(`dynamodb:${action}`);
      assert.throws(() => its.sources.start(), new RegExp(`Cannot access stream .*lacks dynamodb:${action}`));
    }
    await using queue = await sourcesFixture({ eventSourceArn: 'arn:aws:sqs:eu-central-1:123456789012:letters' });
    queue.denied.add('sqs:DeleteMessage');
    assert.throws(() => queue.sources.start(), /does not have permissions to call DeleteMessage on SQS/);
  });

  it('is refused for a source that is not read, and for a filter that cannot be evaluated', async () => {
    const kinesis = 'arn:aws:kinesis:eu-central-1:123456789012:stream/x';
    await assert.rejects(sourcesFixture({ eventSourceArn: kinesis }), /reads no events from arn:aws:kinesis/);
    await assert.rejects(sourcesFixture({ filters: ['{"a":[{"regex":"x"}]}'] }), /Unrecognized match type regex/);
    await assert.rejects(sourcesFixture({ filters: Array(11).fill('{"a":[1]}') }), /10 filters, not 11/);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../../../lib/local/delivery.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { createLambda, type EventInvokeConfig, type FunctionDeclaration } from '../../../lib/local/lambda/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { type Fixture, lambdaFixture } from './fixture.ts';

const MINUTE = 60_000;
const queue = 'arn:aws:sqs:eu-central-1:123456789012:letters';
const bus = 'arn:aws:events:eu-central-1:123456789012:event-bus/bank';
const roleArn = 'arn:aws:iam::123456789012:role/teller';

/** Fails with every event that says so, and tells of each run in the log. */
const code = `export const handler = async ({ fail, slow }) => {
  console.log('run');
  if (slow) await new Promise((resolve) => setTimeout(resolve, 300));
  if (fail) throw new RangeError('too far');
  return { done: true };
};`;

interface Setting extends AsyncDisposable {
  readonly fixture: Fixture;
  readonly arn: string;
  readonly delivered: Delivery[];
  readonly warnings: string[];
  /** Moves the clock and runs what is due. */
  pass(millis: number): Promise<void>;
  runs(): number;
}

const setting = (
  options: {
    readonly config?: EventInvokeConfig;
    readonly overrides?: Partial<FunctionDeclaration>;
    readonly refuses?: string;
  } = {},
): Setting => {
  let now = Date.parse('2026-11-22T08:00:00Z');
  const delivered: Delivery[] = [];
  const warnings: string[] = [];
  const fixture = lambdaFixture({
    now: () => now,
    warn: (message) => void warnings.push(message),
    deliver: async (delivery) => {
      if (options.refuses !== undefined) throw new Error(options.refuses);
      delivered.push(delivery);
    },
  });
  const arn = fixture.declare('teller', code, options.overrides);
  if (options.config !== undefined) fixture.lambda.declareEventInvokeConfig(arn, options.config);
  return {
    fixture,
    arn,
    delivered,
    warnings,
    pass: (millis) => {
      now += millis;
      return fixture.lambda.checkEvents();
    },
    runs() {
      const log = join(fixture.folder, 'state', 'logs', 'teller.log');
      return existsSync(log) ? (readFileSync(log, 'utf8').match(/\trun\n/g)?.length ?? 0) : 0;
    },
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
};

describe('an event', () => {
  it('runs its function soon, once, and its outcome goes where the template says', async () => {
    await using its = setting({ config: { onSuccess: queue, onFailure: bus } });
    const requestId = its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: { amount: 5 } });
    await its.pass(0);
    await its.pass(10 * MINUTE);
    assert.equal(its.runs(), 1);
    assert.deepEqual(its.delivered, [
      {
        targetArn: queue,
        source: { principal: 'lambda.amazonaws.com', arn: its.arn, roleArn },
        payload: {
          version: '1.0',
          timestamp: '2026-11-22T08:00:00.000Z',
          requestContext: {
            requestId,
            functionArn: `${its.arn}:$LATEST`,
            condition: 'Success',
            approximateInvokeCount: 1,
          },
          requestPayload: { amount: 5 },
          responseContext: { statusCode: 200, executedVersion: '$LATEST' },
          responsePayload: { done: true },
        },
      },
    ]);
  });

  it('is tried again after one minute and after two more, then given up', async () => {
    await using its = setting({ config: { onFailure: bus }, overrides: { deadLetterArn: queue } });
    const requestId = its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: { fail: true } });
    await its.pass(0);
    await its.pass(MINUTE - 1);
    assert.equal(its.runs(), 1);
    await its.pass(1);
    assert.equal(its.runs(), 2);
    await its.pass(2 * MINUTE - 1);
    assert.equal(its.runs(), 2);
    assert.equal(its.delivered.length, 0);
    await its.pass(1);
    await its.pass(10 * MINUTE);
    assert.equal(its.runs(), 3);
    const [record, deadLetter] = its.delivered;
    assert.equal(its.delivered.length, 2);
    // As the code under test builds it.
    const { detail, ...event } = Object(record?.payload) as { detail: JsonObject };
    assert.deepEqual(event, {
      source: 'lambda',
      'detail-type': 'Lambda Function Invocation Result - Failure',
      resources: [`${its.arn}:$LATEST`, bus],
    });
    const { condition, approximateInvokeCount } = Object(detail['requestContext']);
    assert.deepEqual([condition, approximateInvokeCount], ['RetriesExhausted', 3]);
    assert.deepEqual(detail['responsePayload'], { errorType: 'RangeError', errorMessage: 'too far' });
    assert.deepEqual(deadLetter, {
      targetArn: queue,
      payload: { fail: true },
      messageAttributes: {
        RequestID: { DataType: 'String', StringValue: requestId },
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        ErrorMessage: { DataType: 'String', StringValue: 'too far' },
      },
      source: { principal: 'lambda.amazonaws.com', arn: its.arn, roleArn },
    });
  });

  it('is tried as often as the template says', async () => {
    await using its = setting({ config: { maximumRetryAttempts: 0, onFailure: queue } });
    its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: { fail: true } });
    await its.pass(0);
    await its.pass(10 * MINUTE);
    assert.equal(its.runs(), 1);
    assert.equal(its.delivered.length, 1);
  });

  it('is given up when it would be older than the template lets it be', async () => {
    await using its = setting({ config: { maximumEventAgeSeconds: 60, onFailure: queue } });
    its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: { fail: true } });
    await its.pass(0);
    assert.equal(its.delivered.length, 0);
    await its.pass(MINUTE);
    assert.equal(its.runs(), 2);
    assert.deepEqual(Object(Object(its.delivered[0]?.payload).requestContext).condition, 'EventAgeExceeded');
  });

  it('waits and is not counted while its function is throttled', async () => {
    await using its = setting({ config: { onSuccess: queue }, overrides: { reservedConcurrency: 1 } });
    const running = its.fixture.lambda.invoke({ functionArn: its.arn, payload: { slow: true }, traceId: '' });
    its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: {} });
    await its.pass(0);
    assert.equal((await running).kind, 'returned');
    assert.equal(its.delivered.length, 0);
    await its.pass(1_000);
    assert.equal(Object(Object(its.delivered[0]?.payload).requestContext).approximateInvokeCount, 1);
  });

  it('is given up at once by a function that may not run', async () => {
    await using its = setting({ config: { onFailure: queue }, overrides: { reservedConcurrency: 0 } });
    its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: {} });
    await its.pass(0);
    assert.equal(Object(Object(its.delivered[0]?.payload).requestContext).condition, 'ZeroReservedConcurrency');
  });

  it('whose outcome finds no taker is over, and the developer is told why', async () => {
    await using its = setting({ config: { onSuccess: queue }, refuses: 'not authorized to perform: sqs:SendMessage' });
    its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: {} });
    await its.pass(0);
    assert.match(its.warnings.join(), /did not reach arn:aws:sqs.*not authorized to perform: sqs:SendMessage/);
    await its.pass(10 * MINUTE);
    assert.equal(its.runs(), 1);
  });

  it('is refused beyond one megabyte, and for a function that is not there', async () => {
    await using its = setting();
    const text = 'x'.repeat(1_048_576 - 2);
    assert.ok(its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: text }));
    assert.throws(() => its.fixture.lambda.invokeAsync({ functionArn: its.arn, payload: `${text}x` }), {
      code: 'RequestTooLargeException',
    });
    assert.throws(() => its.fixture.lambda.invokeAsync({ functionArn: `${its.arn}x`, payload: {} }), {
      code: 'ResourceNotFoundException',
    });
  });

  it('survives the end of the runtime in the middle of it, sealed, and is not counted as failed', async () => {
    await using its = setting({ overrides: { timeoutSeconds: 60 } });
    const { fixture, arn } = its;
    fixture.lambda.invokeAsync({ functionArn: arn, payload: { slow: true, card: '4000000000000002' } });
    const cut = its.pass(0);
    await sleep(10);
    // Not its end, but what is on disk while it runs, is what a killed runtime leaves.
    const files = ['lambda-events.sqlite', 'lambda-events.sqlite-wal'].map((file) =>
      join(fixture.folder, 'state', file),
    );
    assert.ok(!Buffer.concat(files.map((file) => readFileSync(file))).includes('4000000000000002'));
    await fixture.lambda.close();
    await cut;

    const delivered: Delivery[] = [];
    const again = createLambda({
      environment: testEnvironment(join(fixture.folder, 'state'), () => Date.parse('2026-11-22T08:01:00Z')),
      iam: { mayBeAssumedBy: () => true },
      endpointUrl: () => 'https://localhost:8444',
      caFile: join(fixture.folder, 'ca.pem'),
      assetFolder: (key) => join(fixture.folder, 'assets', key),
      deliver: async (delivery) => void delivered.push(delivery),
    });
    const logging = { format: 'Text', logGroup: 'g', applicationLevel: 'INFO', systemLevel: 'INFO' } as const;
    again.declareFunction({
      name: 'teller',
      roleArn,
      assetKey: 'teller.zip',
      handler: 'index.handler',
      variables: {},
      timeoutSeconds: 3,
      memoryMegabytes: 256,
      reservedConcurrency: undefined,
      logging,
    });
    again.declareEventInvokeConfig(arn, { onSuccess: queue });
    await again.checkEvents();
    await again.close();
    const { requestPayload, requestContext } = Object(delivered[0]?.payload);
    assert.deepEqual(requestPayload, { slow: true, card: '4000000000000002' });
    assert.equal(requestContext.approximateInvokeCount, 1);
  });
});

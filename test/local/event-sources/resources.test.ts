import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import { createEventSources, type EventSourceMapping } from '../../../lib/local/event-sources/index.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import type { ResourceType } from '../../../lib/local/resource-type.ts';
import { table } from '../../../lib/local/resources/dynamodb/table.ts';
import { eventInvokeConfig } from '../../../lib/local/resources/lambda/event-invoke-config.ts';
import { eventSourceMapping } from '../../../lib/local/resources/lambda/event-source-mapping.ts';
import { lambdaFunction } from '../../../lib/local/resources/lambda/function.ts';
import type { LocalServices } from '../../../lib/local/services.ts';
import { createQueues } from '../../../lib/local/sqs/index.ts';
import { arn, lambdaFixture } from '../lambda/fixture.ts';
import { testEnvironment } from '../support/environment.ts';
import { functionArn, streamArn } from './fixture.ts';

/** Parses and declares as the core does. */
const declare = (type: ResourceType, logicalId: string, properties: unknown, services: object) =>
  type.declare(
    {
      path: `Bank/${logicalId}`,
      stackName: 'Bank',
      logicalId,
      uniqueSuffix: '0123456789ab',
      properties: type.properties.parse(properties),
    },
    // The types under test use no other service.
    services as LocalServices,
  );

const queueArn = 'arn:aws:sqs:eu-central-1:123456789012:letters';
const dynamo: JsonObject = { EventSourceArn: streamArn, FunctionName: functionArn, StartingPosition: 'LATEST' };
const sqs: JsonObject = { EventSourceArn: queueArn, FunctionName: 'auditor' };

const declared = (properties: JsonObject) => {
  const mappings: EventSourceMapping[] = [];
  const identity = declare(eventSourceMapping, 'Mapping', properties, {
    environment: testEnvironment(''),
    lambda: { arnOf: () => functionArn },
    eventSources: { declareMapping: (mapping: EventSourceMapping) => void mappings.push(mapping) },
  });
  return { identity, mapping: mappings[0] };
};

describe('AWS::Lambda::EventSourceMapping', () => {
  it('declares what the template says, under an id that stays', () => {
    const { identity, mapping } = declared({
      ...dynamo,
      BatchSize: 5,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { OnFailure: { Destination: queueArn } },
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 2,
      MaximumRecordAgeInSeconds: 60,
      MaximumRetryAttempts: 3,
    });
    assert.match(identity.ref, /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    assert.equal(declared(dynamo).identity.ref, identity.ref);
    assert.deepEqual(mapping, {
      uuid: identity.ref,
      functionArn,
      eventSourceArn: streamArn,
      enabled: true,
      startingPosition: 'LATEST',
      batchSize: 5,
      windowSeconds: 2,
      maximumRetryAttempts: 3,
      maximumRecordAgeSeconds: 60,
      bisects: true,
      reportsItemFailures: true,
      filters: ['{"eventName":["INSERT"]}'],
      onFailure: queueArn,
    });
  });

  it('has the defaults of AWS: a hundred records of a stream, ten messages of a queue, retries for ever', () => {
    const { mapping: stream } = declared(dynamo);
    assert.deepEqual([stream?.batchSize, stream?.maximumRetryAttempts, stream?.maximumRecordAgeSeconds], [100, -1, -1]);
    assert.equal(declared(sqs).mapping?.batchSize, 10);
  });

  const refusals: readonly (readonly [JsonObject, RegExp])[] = [
    [{ ...dynamo, StartingPosition: undefined }, /StartingPosition is needed/],
    [{ ...dynamo, StartingPosition: 'AT_TIMESTAMP' }, /StartingPosition/],
    [{ ...dynamo, ScalingConfig: { MaximumConcurrency: 2 } }, /ScalingConfig is for queues only/],
    [{ ...dynamo, TumblingWindowInSeconds: 30 }, /TumblingWindowInSeconds/],
    [{ ...dynamo, BatchSize: 10_001 }, /BatchSize/],
    [{ ...dynamo, DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::bucket' } } }, /queues and topics/],
    [{ ...sqs, BatchSize: 11 }, /needs a MaximumBatchingWindowInSeconds/],
    [{ ...sqs, StartingPosition: 'LATEST' }, /StartingPosition is for streams only/],
    [{ ...sqs, MaximumRetryAttempts: 1 }, /MaximumRetryAttempts is for streams only/],
    [{ ...sqs, BisectBatchOnFunctionError: true }, /BisectBatchOnFunctionError is for streams only/],
    [{ ...sqs, Topics: ['x'] }, /Topics/],
  ];
  for (const [properties, message] of refusals) {
    it(`refuses ${JSON.stringify(properties)}`, () => {
      assert.throws(() => declared(properties), message);
    });
  }
});

describe('AWS::Lambda::EventInvokeConfig', () => {
  it('says how events are retried and where their outcomes go; values and targets beyond are refused', () => {
    const given = { FunctionName: 'auditor', Qualifier: '$LATEST' };
    const configs: unknown[] = [];
    const lambda = { arnOf: arn, declareEventInvokeConfig: (...each: unknown[]) => void configs.push(each) };
    const DestinationConfig = { OnSuccess: { Destination: queueArn } };
    declare(eventInvokeConfig, 'Config', { ...given, MaximumRetryAttempts: 1, DestinationConfig }, { lambda });
    const config = {
      maximumEventAgeSeconds: undefined,
      maximumRetryAttempts: 1,
      onSuccess: queueArn,
      onFailure: undefined,
    };
    assert.deepEqual(configs, [[functionArn, config]]);
    for (const wrong of [
      { MaximumRetryAttempts: 3 },
      { MaximumEventAgeInSeconds: 59 },
      { Qualifier: '1' },
      { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::bucket' } } },
    ]) {
      assert.equal(eventInvokeConfig.properties.safeParse({ ...given, ...wrong }).success, false);
    }
  });
});

describe('AWS::Lambda::Function', () => {
  it('takes more storage and a dead-letter queue', async () => {
    await using fixture = lambdaFixture();
    fixture.bundle('auditor.zip', 'export const handler = async () => {};');
    const properties = {
      Code: { S3Bucket: 'assets', S3Key: 'auditor.zip' },
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/auditor',
      Runtime: 'nodejs24.x',
      DeadLetterConfig: { TargetArn: queueArn },
      EphemeralStorage: { Size: 10_241 },
    };
    assert.throws(() => declare(lambdaFunction, 'Auditor', properties, fixture), /512 to 10240 MB, not 10241/);
    const wrong = { ...properties, DeadLetterConfig: { TargetArn: 'arn:aws:s3:::bucket' } };
    assert.match(String(lambdaFunction.properties.safeParse(wrong).error), /dead-letter queue/);
    const { ref } = declare(lambdaFunction, 'Auditor', { ...properties, EphemeralStorage: { Size: 1_024 } }, fixture);
    assert.equal(fixture.lambda.arnOf(ref), arn(ref));
  });
});

describe('a function that reads', () => {
  const code = `export const handler = async ({ Records }) => {
    for (const record of Records) {
      console.log('seen', record.eventName ?? record.body, JSON.stringify(record.dynamodb?.NewImage ?? record.messageAttributes));
    }
    return { batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

  it('gets what is written to a table of the template, and what is sent to a queue', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-reading-'));
    const environment = testEnvironment(folder);
    const fixture = lambdaFixture();
    const iam = createIam(environment);
    const dynamodb = createDynamoDb({ environment });
    const queues = createQueues({ environment, iam, origin: 'https://localhost:8444' });
    const warnings: string[] = [];
    const eventSources = createEventSources({
      environment,
      iam: { decide: () => 'allowed' },
      lambda: fixture.lambda,
      streams: dynamodb.streams,
      queues: queues.api,
      deliver: async () => {},
      warn: (message) => void warnings.push(message),
    });
    const services = { environment, iam, dynamodb, lambda: fixture.lambda, eventSources };
    const { attributes, ref: tableName } = declare(
      table,
      'Ledger',
      {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
      services,
    );
    const reader = fixture.declare('reader', code);
    const StreamArn = attributes['StreamArn'];
    declare(
      eventSourceMapping,
      'A',
      { EventSourceArn: StreamArn, FunctionName: reader, StartingPosition: 'TRIM_HORIZON' },
      services,
    );
    const { url, arn: lettersArn } = queues.declareQueue({
      name: 'letters',
      attributes: { VisibilityTimeout: '1' },
      tags: {},
    });
    eventSources.declareMapping({
      uuid: 'letters',
      functionArn: reader,
      eventSourceArn: lettersArn,
      enabled: true,
      startingPosition: undefined,
      batchSize: 10,
      windowSeconds: 0,
      maximumRetryAttempts: -1,
      maximumRecordAgeSeconds: -1,
      bisects: false,
      reportsItemFailures: true,
      filters: ['{"body":[{"anything-but":"dull"}]}'],
      onFailure: undefined,
    });
    eventSources.start();

    const caller = { kind: 'developer', arn: '' } as const;
    const run = (api: { operations: typeof dynamodb.api.operations }, name: string, input: JsonObject) =>
      api.operations.get(name)?.run(input, { caller, requestId: '', nowMillis: Date.now() });
    await run(dynamodb.api, 'PutItem', { TableName: tableName, Item: { id: { S: 'ada' } } });
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'letter' } };
    for (const MessageBody of ['hello', 'bad', 'dull']) {
      await run(queues.api, 'SendMessage', { QueueUrl: url, MessageBody, MessageAttributes });
    }
    const log = (): readonly string[] =>
      readFileSync(join(fixture.folder, 'state/logs/reader.log'), 'utf8').match(/seen .*/g) ?? [];
    const isSeen = (text: string, times: number) =>
      log().filter((line) => line.startsWith(`seen ${text} `)).length >= times;
    while (!(isSeen('INSERT', 1) && isSeen('hello', 1) && isSeen('bad', 2))) await sleep(50);
    assert.ok(log().includes('seen INSERT {"id":{"S":"ada"}}'));
    assert.ok(
      log().includes(
        'seen hello {"kind":{"stringValue":"letter","stringListValues":[],"binaryListValues":[],"dataType":"String"}}',
      ),
    );
    assert.ok(!isSeen('dull', 1) && !isSeen('hello', 2));
    assert.deepEqual(warnings, []);

    queues.stop();
    await eventSources.stop();
    eventSources.close();
    queues.close();
    dynamodb.close();
    await fixture[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });
});

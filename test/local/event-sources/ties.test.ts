import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsService } from '../../../lib/local/aws-service.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { resourceTypes } from '../../../lib/local/resources/index.ts';
import { createServices } from '../../../lib/local/runtime/create-services.ts';
import { declareStack, parseTemplate } from '../../../lib/local/template/index.ts';
import { testEnvironment } from '../support/environment.ts';

const readStream = [
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:DescribeStream',
  'dynamodb:ListStreams',
];
const arnOf = (logicalId: string): JsonObject => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const streamArn: JsonObject = { 'Fn::GetAtt': ['Table', 'StreamArn'] };
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};

/** A table whose stream feeds a function; what it cannot take, and the outcome of its events, goes to a queue. */
const templateOf = (actions: readonly string[]) => ({
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'Ledger',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'outcomes' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'auditor', AssumeRolePolicyDocument: trust } },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'auditor',
        Code: { S3Bucket: 'assets', S3Key: 'auditor.zip' },
        Handler: 'index.handler',
        Role: arnOf('Role'),
        Runtime: 'nodejs24.x',
        Timeout: 20,
      },
    },
    Events: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Function' },
        Qualifier: '$LATEST',
        DestinationConfig: { OnSuccess: { Destination: arnOf('Queue') } },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: streamArn,
        FunctionName: { Ref: 'Function' },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 1,
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: arnOf('Queue') } },
      },
    },
    // Last, as CDK often has it: rights are asked for when all is declared.
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'auditor',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: actions, Resource: [streamArn, arnOf('Queue')] }],
        },
        Roles: [{ Ref: 'Role' }],
      },
    },
  },
});

const setting = (actions: readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-ties-'));
  const code = join(folder, 'code');
  mkdirSync(code);
  writeFileSync(
    join(code, 'index.mjs'),
    `export const handler = async ({ Records = [] }) => {
       for (const { dynamodb } of Records) if (dynamodb.Keys.id.S === 'bad') throw new Error('cannot take it');
       return 'taken';
     };`,
  );
  const environment = testEnvironment(join(folder, 'state'));
  mkdirSync(environment.stateFolder);
  const created = createServices({
    environment,
    awsUrl: 'https://localhost:8444',
    caFile: join(folder, 'ca.pem'),
    logFolder: join(folder, 'logs'),
    assetFolder: () => code,
  });
  const { services } = created;
  const template = parseTemplate('Bank', templateOf(actions));
  declareStack({ stackName: 'Bank', template, resourceTypes, services, exports: new Map() });

  const call = async (signingName: string, name: string, input: JsonObject): Promise<JsonObject> => {
    const isWanted = (api: AwsService) => api.signingName === signingName && !Array.isArray(api.operations);
    const operations = created.apis.find(isWanted)?.operations;
    const operation = operations instanceof Map ? operations.get(name) : undefined;
    assert.ok(operation, name);
    const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:user/developer' };
    return operation.run(input, { caller, requestId: 'x', nowMillis: Date.now() });
  };
  return {
    services,
    call,
    log: () => readFileSync(join(folder, 'logs', 'auditor.log'), 'utf8'),
    put: (id: string) => call('dynamodb', 'PutItem', { TableName: 'Ledger', Item: { id: { S: id } } }),
    async received(count: number): Promise<readonly JsonObject[]> {
      const { QueueUrl } = await call('sqs', 'GetQueueUrl', { QueueName: 'outcomes' });
      const bodies: JsonObject[] = [];
      while (bodies.length < count) {
        const { Messages = [] } = await call('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 5 });
        for (const message of Object.values(Messages ?? [])) bodies.push(JSON.parse(Object(message).Body));
      }
      return bodies;
    },
    async [Symbol.asyncDispose]() {
      await created.stop();
      await created.close();
      rmSync(folder, { recursive: true });
    },
  };
};

describe('the ties of a function', () => {
  it('hold as the template says: from the table to the function, from the function to the queue', async () => {
    await using its = setting([...readStream, 'sqs:SendMessage']);
    its.services.eventSources.start();
    for (const id of ['good', 'bad', 'good-2']) await its.put(id);
    const [failure] = await its.received(1);
    assert.equal(Object(failure?.['requestContext']).condition, 'RetryAttemptsExhausted');
    assert.equal(Object(failure?.['DDBStreamBatchInfo']).batchSize, 1);
    its.services.lambda.invokeAsync({ functionArn: its.services.lambda.arnOf('auditor'), payload: {} });
    const [outcome] = await its.received(1);
    assert.equal(outcome?.['responsePayload'], 'taken');
  });

  it('do not begin without a right to read the stream', async () => {
    for (const action of readStream) {
      await using its = setting(readStream.filter((one) => one !== action));
      assert.throws(() => its.services.eventSources.start(), new RegExp(`Cannot access stream .* lacks ${action}`));
    }
  });

  it('end where the role has no right to send, and the log of the function says which', async () => {
    await using its = setting(readStream);
    its.services.lambda.invokeAsync({ functionArn: its.services.lambda.arnOf('auditor'), payload: {} });
    while (!its.log().includes('did not reach')) await sleep(50);
    assert.match(its.log(), /role\/auditor is not authorized to perform: sqs:SendMessage on arn:aws:sqs:.*:outcomes/);
  });
});

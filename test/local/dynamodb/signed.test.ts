import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { serveSigned } from '../support/serve-signed.ts';
import { refusal, tableOf } from './support/running.ts';

describe('a function whose role is let touch some items and one stream', () => {
  const environment = testEnvironment('');
  const service = createDynamoDb({ environment, memory: true });
  const ledger = service.declareTable(tableOf('ledger', { streamViewType: 'NEW_IMAGE' }));
  const audit = service.declareTable(tableOf('audit', { streamViewType: 'KEYS_ONLY' }));
  const iam = createIam(environment);
  const roleArn = iam.declareRole({
    name: 'role',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    managedPolicyArns: [],
    inlinePolicies: [
      {
        name: 'some',
        document: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
              Resource: ledger.arn,
              Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'own#*' } },
            },
            {
              Effect: 'Allow',
              Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
              Resource: `${ledger.arn}/stream/*`,
            },
          ],
        },
      },
    ],
  });
  let served: Awaited<ReturnType<typeof serveSigned>>;
  let client: DynamoDBClient;
  let streams: DynamoDBStreamsClient;
  before(async () => {
    served = await serveSigned([service.api, service.streamsApi], { environment, iam, roleArn });
    client = new DynamoDBClient(served.asFunction);
    streams = new DynamoDBStreamsClient(served.asFunction);
  });
  after(async () => {
    client.destroy();
    streams.destroy();
    await served.close();
    service.close();
  });

  const denied = refusal('AccessDeniedException', 'is not authorized to perform: dynamodb:');
  const put = (pk: string) => ({ TableName: 'ledger', Item: { pk: { S: pk }, sk: { S: '1' } } });

  it('touches those items, alone and in transactions, and no others', async () => {
    await client.send(new PutItemCommand(put('own#1')));
    await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put('own#2') }] }));
    await assert.rejects(client.send(new PutItemCommand(put('foreign#1'))), denied);
    await assert.rejects(
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put('own#3') }, { Put: put('foreign#1') }] })),
      denied,
    );
    const key = { TableName: 'ledger', Key: { pk: { S: 'foreign#1' }, sk: { S: '1' } } };
    await assert.rejects(client.send(new GetItemCommand(key)), denied);
  });

  it('reads that stream, and no other', async () => {
    const StreamArn = ledger.streamArn;
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    assert.deepEqual(
      Records?.map(({ dynamodb }) => dynamodb?.NewImage?.['pk']?.S),
      ['own#1', 'own#2'],
    );
    await assert.rejects(streams.send(new DescribeStreamCommand({ StreamArn: audit.streamArn })), denied);
  });

  it('cannot read another stream by an iterator that somebody else gave it', async () => {
    const developer = new DynamoDBStreamsClient(served.asDeveloper);
    const StreamArn = audit.streamArn;
    const { StreamDescription } = await developer.send(new DescribeStreamCommand({ StreamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const { ShardIterator = '' } = await developer.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    developer.destroy();
    const disguised = ShardIterator.replace(String(audit.streamArn), String(ledger.streamArn));
    for (const given of [ShardIterator, disguised]) {
      await assert.rejects(streams.send(new GetRecordsCommand({ ShardIterator: given })), denied);
    }
  });

  it('makes no tables', async () => {
    const command = new CreateTableCommand({
      TableName: 'mine',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    await assert.rejects(client.send(command), denied);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  RestoreTableToPointInTimeCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

const attributes = (...names: string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }) as const);
const key = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: 'HASH' } as const,
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' } as const]),
];
const simple = (TableName: string, more: Partial<CreateTableCommandInput> = {}): CreateTableCommandInput => ({
  TableName,
  AttributeDefinitions: attributes('pk'),
  KeySchema: key('pk'),
  BillingMode: 'PAY_PER_REQUEST',
  ...more,
});
const all = { ProjectionType: 'ALL' } as const;
const units = { ReadCapacityUnits: 1, WriteCapacityUnits: 2 };

let db: Awaited<ReturnType<typeof runningDynamoDb>>;
let nowMillis = Date.UTC(2026, 0, 1);
before(async () => {
  db = await runningDynamoDb([tableOf('template'), tableOf('kept', { deletionProtection: true })], () => nowMillis);
});
after(() => db.close());
const create = (input: CreateTableCommandInput) => db.client.send(new CreateTableCommand(input));
const update = (TableName: string, changes: Partial<UpdateTableCommandInput>) =>
  db.client.send(new UpdateTableCommand({ TableName, ...changes }));
const described = async (TableName: string) => (await db.client.send(new DescribeTableCommand({ TableName }))).Table;
const invalid = (message: string) => refusal('ValidationException', message);

describe('CreateTable', () => {
  it('makes a table that the waiter of the SDK finds, beside those of the template', async () => {
    const created = await create(simple('simple'));
    assert.equal(created.TableDescription?.TableStatus, 'CREATING');
    await waitUntilTableExists({ client: db.client, minDelay: 1, maxWaitTime: 5 }, { TableName: 'simple' });
    await db.client.send(new PutItemCommand({ TableName: 'simple', Item: { pk: { S: 'a' } } }));
    const { TableNames } = await db.client.send(new ListTablesCommand({}));
    assert.deepEqual(TableNames, ['kept', 'simple', 'template']);
    assert.equal((await described('simple'))?.ItemCount, 1);
  });

  it('describes everything that it was told', async () => {
    await create({
      TableName: 'everything',
      AttributeDefinitions: attributes('pk', 'sk', 'owner', 'date'),
      KeySchema: key('pk', 'sk'),
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: units,
      GlobalSecondaryIndexes: [
        { IndexName: 'byOwner', KeySchema: key('owner'), Projection: all, ProvisionedThroughput: units },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'byDate',
          KeySchema: key('pk', 'date'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['n'] },
        },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: 'alias/mine' },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      DeletionProtectionEnabled: true,
      Tags: [{ Key: 'team', Value: 'bank' }],
    });
    const item = { pk: { S: 'a' }, sk: { S: '1' }, owner: { S: 'me' } };
    await db.client.send(new PutItemCommand({ TableName: 'everything', Item: item }));
    const table = await described('everything');
    assert.equal(table?.BillingModeSummary, undefined);
    assert.deepEqual(table?.ProvisionedThroughput, { NumberOfDecreasesToday: 0, ...units });
    const [global] = table?.GlobalSecondaryIndexes ?? [];
    assert.deepEqual([global?.IndexStatus, global?.ItemCount], ['ACTIVE', 1]);
    assert.equal(global?.ProvisionedThroughput?.WriteCapacityUnits, 2);
    assert.deepEqual(table?.LocalSecondaryIndexes?.[0]?.ItemCount, 0);
    assert.deepEqual(table?.StreamSpecification, { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
    assert.equal(table?.LatestStreamArn, `${table?.TableArn}/stream/${table?.LatestStreamLabel}`);
    assert.deepEqual(table?.SSEDescription, {
      Status: 'ENABLED',
      SSEType: 'KMS',
      KMSMasterKeyArn: 'arn:aws:kms:eu-central-1:123456789012:alias/mine',
    });
    assert.equal(table?.TableClassSummary?.TableClass, 'STANDARD_INFREQUENT_ACCESS');
    assert.match(table?.TableId ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok((table?.TableSizeBytes ?? 0) > 0);
  });

  const local = { IndexName: 'index', KeySchema: key('pk', 'sk'), Projection: all };
  for (const [message, input] of [
    ['Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+', simple('a b c')],
    [
      'Number of attributes in KeySchema does not exactly match',
      simple('bad', { AttributeDefinitions: attributes('pk', 'sk') }),
    ],
    [
      'Some index key attributes are not defined in AttributeDefinitions. Keys: [other], AttributeDefinitions: [pk]',
      simple('bad', { KeySchema: key('other') }),
    ],
    ['Both the Hash Key and the Range Key element', simple('bad', { KeySchema: key('pk', 'pk') })],
    [
      'The first KeySchemaElement is not a HASH key type',
      simple('bad', { KeySchema: [{ AttributeName: 'pk', KeyType: 'RANGE' }] }),
    ],
    ['Attribute Name is duplicated: pk', simple('bad', { AttributeDefinitions: attributes('pk', 'pk') })],
    ['Neither ReadCapacityUnits nor WriteCapacityUnits', simple('bad', { ProvisionedThroughput: units })],
    ['must both be specified when BillingMode is PROVISIONED', simple('bad', { BillingMode: undefined })],
    ['List of GlobalSecondaryIndexes is empty', simple('bad', { GlobalSecondaryIndexes: [] })],
    [
      'Table KeySchema does not have a range key',
      simple('bad', { AttributeDefinitions: attributes('pk', 'sk'), LocalSecondaryIndexes: [local] }),
    ],
    [
      'Some AttributeDefinitions are not used. AttributeDefinitions: [pk, sk, x], keys used: [pk, sk]',
      simple('bad', {
        AttributeDefinitions: attributes('pk', 'sk', 'x'),
        KeySchema: key('pk', 'sk'),
        LocalSecondaryIndexes: [local],
      }),
    ],
    [
      'Duplicate index name: index',
      simple('bad', {
        GlobalSecondaryIndexes: [1, 2].map(() => ({ IndexName: 'index', KeySchema: key('pk'), Projection: all })),
      }),
    ],
    ['UpdateViewType is required', simple('bad', { StreamSpecification: { StreamEnabled: true } })],
    ['SSEType can not be specified if Enabled is false', simple('bad', { SSESpecification: { SSEType: 'KMS' } })],
    ['Tag Key cannot be prefixed with aws:', simple('bad', { Tags: [{ Key: 'aws:x', Value: '' }] })],
    ['does not know the parameter ResourcePolicy', simple('bad', { ResourcePolicy: '{}' })],
  ] as const) {
    it(`refuses what AWS refuses: ${message}`, async () => {
      await assert.rejects(create(input), invalid(message));
    });
  }

  it('refuses a name that is taken', async () => {
    const expected = refusal('ResourceInUseException', 'Table already exists: template');
    await assert.rejects(create(simple('template')), expected);
  });
});

describe('UpdateTable', () => {
  it('fills a new index from the items that are there, and forgets one that goes', async () => {
    await create(simple('indexed'));
    await db.client.send(new PutItemCommand({ TableName: 'indexed', Item: { pk: { S: 'a' }, owner: { S: 'me' } } }));
    const index = { IndexName: 'byOwner', KeySchema: key('owner'), Projection: all };
    const add = { AttributeDefinitions: attributes('owner'), GlobalSecondaryIndexUpdates: [{ Create: index }] };
    const answer = await update('indexed', add);
    assert.equal(answer.TableDescription?.TableStatus, 'UPDATING');
    const query = new QueryCommand({
      TableName: 'indexed',
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :me',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':me': { S: 'me' } },
    });
    assert.equal((await db.client.send(query)).Count, 1);
    await assert.rejects(update('indexed', add), invalid('Attempting to create an index which already exists'));
    await update('indexed', { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byOwner' } }] });
    await assert.rejects(db.client.send(query), invalid('does not have the specified index'));
    await assert.rejects(
      update('indexed', { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byOwner' } }] }),
      refusal('ResourceNotFoundException'),
    );
    await assert.rejects(
      update('indexed', {
        AttributeDefinitions: attributes('owner', 'other'),
        GlobalSecondaryIndexUpdates: [
          { Create: index },
          { Create: { ...index, IndexName: 'byOther', KeySchema: key('other') } },
        ],
      }),
      refusal('LimitExceededException', 'Subscriber limit exceeded'),
    );
  });

  it('sees the writes that were under way when an index was added', async () => {
    await create(simple('racing'));
    const puts = ['1', '2', '3', '4', '5', '6', '7', '8'].map((pk) =>
      db.client.send(new PutItemCommand({ TableName: 'racing', Item: { pk: { S: pk }, owner: { S: 'me' } } })),
    );
    const index = { IndexName: 'byOwner', KeySchema: key('owner'), Projection: all };
    const add = { AttributeDefinitions: attributes('owner'), GlobalSecondaryIndexUpdates: [{ Create: index }] };
    await Promise.all([...puts, update('racing', add)]);
    assert.equal((await described('racing'))?.GlobalSecondaryIndexes?.[0]?.ItemCount, 8);
  });

  it('switches a stream on and off; its ARN stays, and what it holds can be read', async () => {
    await create(simple('streamed'));
    const on = { StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } } as const;
    const off = { StreamSpecification: { StreamEnabled: false } };
    await assert.rejects(update('streamed', off), invalid('Table has no stream to disable: TableName: streamed'));
    await update('streamed', on);
    await db.client.send(new PutItemCommand({ TableName: 'streamed', Item: { pk: { S: 'a' } } }));
    await assert.rejects(update('streamed', on), invalid('Table already has an enabled stream: TableName: streamed'));
    const StreamArn = (await described('streamed'))?.LatestStreamArn;
    await update('streamed', off);
    await db.client.send(new PutItemCommand({ TableName: 'streamed', Item: { pk: { S: 'b' } } }));
    const table = await described('streamed');
    assert.deepEqual([table?.StreamSpecification, table?.LatestStreamArn], [undefined, StreamArn]);
    const { StreamDescription: stream } = await db.streams.send(new DescribeStreamCommand({ StreamArn }));
    assert.equal(stream?.StreamStatus, 'DISABLED');
    const { ShardIterator } = await db.streams.send(
      new GetShardIteratorCommand({
        StreamArn,
        ShardId: stream?.Shards?.[0]?.ShardId,
        ShardIteratorType: 'TRIM_HORIZON',
      }),
    );
    const read = await db.streams.send(new GetRecordsCommand({ ShardIterator }));
    assert.deepEqual([read.Records?.length, read.NextShardIterator], [1, undefined]);
    nowMillis += 1;
    await update('streamed', on);
    assert.notEqual((await described('streamed'))?.LatestStreamArn, StreamArn);
  });

  it('changes the billing mode together with the capacity that belongs to it', async () => {
    await create(simple('billed'));
    await assert.rejects(
      update('billed', { BillingMode: 'PROVISIONED' }),
      invalid('ProvisionedThroughput must be specified when BillingMode is PROVISIONED'),
    );
    await update('billed', { BillingMode: 'PROVISIONED', ProvisionedThroughput: units });
    assert.equal((await described('billed'))?.ProvisionedThroughput?.ReadCapacityUnits, 1);
    await assert.rejects(
      update('billed', { ProvisionedThroughput: units }),
      invalid('The provisioned throughput for the table will not change'),
    );
    await update('billed', { BillingMode: 'PAY_PER_REQUEST' });
    assert.equal((await described('billed'))?.ProvisionedThroughput?.ReadCapacityUnits, 0);
  });

  it('refuses changes that do not go together, and none at all', async () => {
    await assert.rejects(update('template', {}), invalid('At least one of ProvisionedThroughput'));
    await assert.rejects(
      update('template', { DeletionProtectionEnabled: true, TableClass: 'STANDARD' }),
      invalid('TableClass modification must be the only operation in the request'),
    );
    await assert.rejects(
      update('template', { StreamSpecification: { StreamEnabled: false }, BillingMode: 'PAY_PER_REQUEST' }),
      invalid('You cannot modify stream status while updating table IOPS'),
    );
    await assert.rejects(update('nothing', { TableClass: 'STANDARD' }), refusal('ResourceNotFoundException'));
  });
});

describe('DeleteTable', () => {
  it('is refused under deletion protection, and done without', async () => {
    const remove = () => db.client.send(new DeleteTableCommand({ TableName: 'kept' }));
    await assert.rejects(remove(), invalid('Resource cannot be deleted as it is currently protected against deletion'));
    await update('kept', { DeletionProtectionEnabled: false });
    assert.equal((await remove()).TableDescription?.TableStatus, 'DELETING');
    await waitUntilTableNotExists({ client: db.client, minDelay: 1, maxWaitTime: 5 }, { TableName: 'kept' });
    await assert.rejects(remove(), refusal('ResourceNotFoundException', 'Table: kept not found'));
  });

  it('takes the items along: a table of the same name is empty and another one', async () => {
    await create(simple('again'));
    await db.client.send(new PutItemCommand({ TableName: 'again', Item: { pk: { S: 'a' } } }));
    const before = await described('again');
    await db.client.send(new DeleteTableCommand({ TableName: 'again' }));
    nowMillis += 1;
    await create(simple('again'));
    const read = await db.client.send(new GetItemCommand({ TableName: 'again', Key: { pk: { S: 'a' } } }));
    assert.equal(read.Item, undefined);
    assert.notEqual((await described('again'))?.TableId, before?.TableId);
  });
});

describe('what goes with a table', () => {
  it('has tags that come and go', async () => {
    const ResourceArn = (await described('template'))?.TableArn;
    const tags = async () =>
      (await db.client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags?.map(
        ({ Key, Value }) => `${Key}=${Value}`,
      );
    const tag = (Key: string, Value: string) =>
      db.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key, Value }] }));
    await tag('team', 'bank');
    await tag('stage', 'local');
    await tag('team', 'ledger');
    assert.deepEqual(await tags(), ['stage=local', 'team=ledger']);
    await db.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team', 'other'] }));
    assert.deepEqual(await tags(), ['stage=local']);
    await assert.rejects(tag('AWS:x', ''), invalid('cannot be prefixed with aws:'));
    await assert.rejects(
      db.client.send(new ListTagsOfResourceCommand({ ResourceArn: `${ResourceArn}x` })),
      refusal('ResourceNotFoundException'),
    );
  });

  it('remembers since when it could be restored, and refuses to restore', async () => {
    const change = (PointInTimeRecoveryEnabled: boolean, RecoveryPeriodInDays?: number) =>
      db.client.send(
        new UpdateContinuousBackupsCommand({
          TableName: 'template',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled, RecoveryPeriodInDays },
        }),
      );
    const recovery = async () => {
      const answer = await db.client.send(new DescribeContinuousBackupsCommand({ TableName: 'template' }));
      return answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    };
    assert.deepEqual(await recovery(), { PointInTimeRecoveryStatus: 'DISABLED' });
    await change(true, 7);
    const since = nowMillis;
    nowMillis += 60 * 60 * 1000;
    const enabled = await recovery();
    assert.deepEqual([enabled?.PointInTimeRecoveryStatus, enabled?.RecoveryPeriodInDays], ['ENABLED', 7]);
    assert.equal(enabled?.EarliestRestorableDateTime?.getTime(), since);
    assert.equal(enabled?.LatestRestorableDateTime?.getTime(), nowMillis - 300_000);
    nowMillis += 30 * 24 * 60 * 60 * 1000;
    assert.equal((await recovery())?.EarliestRestorableDateTime?.getTime(), nowMillis - 7 * 24 * 60 * 60 * 1000);
    await assert.rejects(change(false, 7), invalid('Cannot specify RecoveryPeriodInDays'));
    await change(false);
    assert.deepEqual(await recovery(), { PointInTimeRecoveryStatus: 'DISABLED' });
    await assert.rejects(
      db.client.send(new RestoreTableToPointInTimeCommand({ SourceTableName: 'template', TargetTableName: 'other' })),
      refusal('UnknownOperationException', 'does not do RestoreTableToPointInTime: nothing is backed up'),
    );
    await assert.rejects(
      db.client.send(new DescribeContinuousBackupsCommand({ TableName: 'nothing' })),
      refusal('TableNotFoundException', 'Table not found: nothing'),
    );
  });

  it('lives under the quotas of a new account', async () => {
    assert.equal((await db.client.send(new DescribeLimitsCommand({}))).TableMaxReadCapacityUnits, 40_000);
  });
});

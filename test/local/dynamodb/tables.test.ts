import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DescribeTableCommand, DescribeTimeToLiveCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDb, type DynamoDbService, type TableDefinition } from '../../../lib/local/dynamodb/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { temporaryFolder, testEnvironment } from '../support/environment.ts';
import { refusal, runningDynamoDb, tableOf } from './support/running.ts';

const caller = { kind: 'developer', arn: 'arn:aws:iam::123456789012:root' } as const;
const call = async (service: DynamoDbService, name: string, input: JsonObject): Promise<JsonObject> => {
  const operation = service.api.operations.get(name);
  assert.ok(operation !== undefined, name);
  return operation.run(input, { caller, requestId: 'test', nowMillis: Date.now() });
};

describe('the tables of a template', () => {
  let db: Awaited<ReturnType<typeof runningDynamoDb>>;
  before(async () => {
    db = await runningDynamoDb([
      tableOf('things', {
        timeToLiveAttribute: 'expires',
        deletionProtection: true,
        indexes: [
          {
            name: 'byOwner',
            kind: 'global',
            key: { partition: { name: 'owner', type: 'S' } },
            projection: { type: 'ALL' },
          },
          {
            name: 'byDate',
            kind: 'local',
            key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'date', type: 'N' } },
            projection: { type: 'INCLUDE', attributes: ['n'] },
          },
        ],
      }),
      tableOf('another'),
    ]);
  });
  after(() => db.close());

  it('are described as AWS describes them', async () => {
    const { Table } = await db.client.send(new DescribeTableCommand({ TableName: 'things' }));
    assert.equal(Table?.TableArn, 'arn:aws:dynamodb:eu-central-1:123456789012:table/things');
    assert.equal(Table?.TableStatus, 'ACTIVE');
    assert.equal(Table?.DeletionProtectionEnabled, true);
    assert.equal(Table?.BillingModeSummary?.BillingMode, 'PAY_PER_REQUEST');
    assert.deepEqual(Table?.KeySchema, [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    assert.deepEqual(
      Table?.AttributeDefinitions?.map(
        ({ AttributeName, AttributeType }) => `${AttributeName} ${AttributeType}`,
      ).toSorted(),
      ['date N', 'owner S', 'pk S', 'sk S'],
    );
    assert.equal(Table?.GlobalSecondaryIndexes?.[0]?.IndexArn, `${Table?.TableArn}/index/byOwner`);
    assert.deepEqual(Table?.LocalSecondaryIndexes?.[0]?.Projection, {
      ProjectionType: 'INCLUDE',
      NonKeyAttributes: ['n'],
    });
    await assert.rejects(
      db.client.send(new DescribeTableCommand({ TableName: 'nothing' })),
      refusal('ResourceNotFoundException', 'Table: nothing not found'),
    );
  });

  it('are listed in pages', async () => {
    const first = await db.client.send(new ListTablesCommand({ Limit: 1 }));
    assert.deepEqual([first.TableNames, first.LastEvaluatedTableName], [['another'], 'another']);
    const second = await db.client.send(new ListTablesCommand({ ExclusiveStartTableName: 'another' }));
    assert.deepEqual([second.TableNames, second.LastEvaluatedTableName], [['things'], undefined]);
  });

  it('say how their items expire', async () => {
    const describe = async (TableName: string) =>
      (await db.client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
    assert.deepEqual(await describe('things'), { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    assert.deepEqual(await describe('another'), { TimeToLiveStatus: 'DISABLED' });
  });
});

describe('the store', () => {
  const opened = (folder: string, definition: TableDefinition) => {
    const service = createDynamoDb({ environment: testEnvironment(folder), fastWrites: true });
    service.declareTable(definition);
    return service;
  };
  const Item = { pk: { S: 'a' }, sk: { S: '1' }, owner: { S: 'me' }, expires: { N: '1' } };
  const byOwner = {
    name: 'byOwner',
    kind: 'global',
    key: { partition: { name: 'owner', type: 'S' } },
    projection: { type: 'ALL' },
  } as const;
  const ownedBy = (service: DynamoDbService, owner: string) =>
    call(service, 'Query', {
      TableName: 'things',
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: owner } },
    });

  const made = {
    TableName: 'made',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  } as const;
  const shown = ({ Table: table }: JsonObject): JsonObject => table as JsonObject; // of DescribeTable

  it('keeps items over restarts, in a file for its owner alone', async () => {
    const { folder, remove } = temporaryFolder();
    const first = opened(folder, tableOf('things'));
    await call(first, 'PutItem', { TableName: 'things', Item });
    first.close();
    const second = opened(folder, tableOf('things'));
    assert.deepEqual(
      (await call(second, 'GetItem', { TableName: 'things', Key: { pk: Item.pk, sk: Item.sk } }))['Item'],
      Item,
    );
    assert.equal(statSync(join(folder, 'dynamodb.sqlite')).mode & 0o777, 0o600);
    second.close();
    remove();
  });

  it('fills an index that is new, and forgets one that is gone', async () => {
    const { folder, remove } = temporaryFolder();
    const without = opened(folder, tableOf('things'));
    await call(without, 'PutItem', { TableName: 'things', Item });
    without.close();
    const withIndex = opened(folder, tableOf('things', { indexes: [byOwner] }));
    assert.equal((await ownedBy(withIndex, 'me'))['Count'], 1);
    withIndex.close();
    const again = opened(folder, tableOf('things'));
    await call(again, 'PutItem', { TableName: 'things', Item: { ...Item, owner: { S: 'you' } } });
    again.close();
    const back = opened(folder, tableOf('things', { indexes: [byOwner] }));
    assert.deepEqual([(await ownedBy(back, 'me'))['Count'], (await ownedBy(back, 'you'))['Count']], [0, 1]);
    back.close();
    remove();
  });

  it('refuses other keys than those its items have, and says how to begin anew', () => {
    const { folder, remove } = temporaryFolder();
    opened(folder, tableOf('things')).close();
    assert.throws(
      () => opened(folder, tableOf('things', { key: { partition: { name: 'pk', type: 'N' } } })),
      /--fresh/,
    );
    remove();
  });

  it('shows no table that the template has no longer', async () => {
    const { folder, remove } = temporaryFolder();
    opened(folder, tableOf('things')).close();
    const service = opened(folder, tableOf('another'));
    assert.deepEqual((await call(service, 'ListTables', {}))['TableNames'], ['another']);
    await assert.rejects(call(service, 'GetItem', { TableName: 'things', Key: {} }), {
      code: 'ResourceNotFoundException',
    });
    service.close();
    remove();
  });

  it('keeps tables that were made over the API over restarts, as they were left', async () => {
    const { folder, remove } = temporaryFolder();
    const first = opened(folder, tableOf('things'));
    await call(first, 'CreateTable', made);
    await call(first, 'PutItem', { TableName: 'made', Item: { pk: { S: 'a' } } });
    await call(first, 'UpdateTable', { TableName: 'made', DeletionProtectionEnabled: true });
    const streamArn = shown(await call(first, 'DescribeTable', { TableName: 'made' }))['LatestStreamArn'];
    first.close();
    const second = opened(folder, tableOf('things'));
    assert.deepEqual((await call(second, 'ListTables', {}))['TableNames'], ['made', 'things']);
    const table = shown(await call(second, 'DescribeTable', { TableName: 'made' }));
    assert.deepEqual([table['ItemCount'], table['DeletionProtectionEnabled']], [1, true]);
    assert.equal(table['LatestStreamArn'], streamArn);
    await assert.rejects(call(second, 'DeleteTable', { TableName: 'made' }), { code: 'ValidationException' });
    second.close();
    remove();
  });

  it('makes a table of the template again, empty and as the template says, after a call deleted or changed it', async () => {
    const { folder, remove } = temporaryFolder();
    const first = opened(folder, tableOf('things'));
    await call(first, 'PutItem', { TableName: 'things', Item });
    await call(first, 'UpdateTable', { TableName: 'things', DeletionProtectionEnabled: true });
    first.close();
    const second = opened(folder, tableOf('things'));
    assert.equal(shown(await call(second, 'DescribeTable', { TableName: 'things' }))['ItemCount'], 1);
    await call(second, 'DeleteTable', { TableName: 'things' });
    second.close();
    const third = opened(folder, tableOf('things'));
    assert.equal(shown(await call(third, 'DescribeTable', { TableName: 'things' }))['ItemCount'], 0);
    third.close();
    remove();
  });

  it('refuses a template that declares a table which was made over the API', async () => {
    const { folder, remove } = temporaryFolder();
    const service = opened(folder, tableOf('things'));
    await call(service, 'CreateTable', made);
    service.close();
    assert.throws(() => opened(folder, tableOf('made')), /made was made over the API/);
    remove();
  });

  it('begins anew where a call makes a table that an earlier template had', async () => {
    const { folder, remove } = temporaryFolder();
    const earlier = opened(folder, tableOf('made'));
    await call(earlier, 'PutItem', { TableName: 'made', Item });
    earlier.close();
    const service = opened(folder, tableOf('things'));
    await call(service, 'CreateTable', made);
    assert.equal(shown(await call(service, 'DescribeTable', { TableName: 'made' }))['ItemCount'], 0);
    service.close();
    remove();
  });

  it('refuses two tables of one name', () => {
    const service = createDynamoDb({ environment: testEnvironment(''), memory: true });
    service.declareTable(tableOf('things'));
    assert.throws(() => service.declareTable(tableOf('things')), /Two tables are named things/);
    service.close();
  });
});

describe('the rights of an operation', () => {
  const service = createDynamoDb({ environment: testEnvironment(''), memory: true });
  after(() => service.close());
  const arn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/things';
  const rights = (name: string, input: JsonObject) => {
    const all = service.api.operations.get(name)?.rights(input) ?? [];
    return all.map(({ action, resource }) => `${action} ${resource}`);
  };

  it('are those of its table or index', () => {
    assert.deepEqual(rights('PutItem', { TableName: 'things' }), [`dynamodb:PutItem ${arn}`]);
    assert.deepEqual(rights('GetItem', { TableName: arn }), [`dynamodb:GetItem ${arn}`]);
    assert.deepEqual(rights('Query', { TableName: 'things', IndexName: 'byOwner' }), [
      `dynamodb:Query ${arn}/index/byOwner`,
    ]);
    assert.deepEqual(rights('ListTables', {}), ['dynamodb:ListTables *']);
  });

  it('are those of every element of a batch or transaction', () => {
    assert.deepEqual(rights('BatchGetItem', { RequestItems: { things: {}, other: {} } }), [
      `dynamodb:BatchGetItem ${arn}`,
      'dynamodb:BatchGetItem arn:aws:dynamodb:eu-central-1:123456789012:table/other',
    ]);
    const element = { TableName: 'things' };
    assert.deepEqual(
      rights('TransactWriteItems', {
        TransactItems: [{ Put: element }, { Update: element }, { Delete: element }, { ConditionCheck: element }],
      }),
      ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'].map((action) => `dynamodb:${action} ${arn}`),
    );
    assert.deepEqual(rights('TransactGetItems', { TransactItems: [{ Get: element }] }), [`dynamodb:GetItem ${arn}`]);
  });

  it('are those to everything when the input names nothing', () => {
    for (const name of service.api.operations.keys()) {
      for (const input of [
        {},
        { TableName: 5 },
        { RequestItems: [] },
        { TransactItems: [{}, 'x'] },
        { TransactItems: [{ Put: 'x' }] },
      ]) {
        const all = service.api.operations.get(name)?.rights(input) ?? [];
        assert.ok(all.length > 0, `${name} needs a right`);
        assert.ok(all.every(({ resource }) => resource === '*'));
      }
    }
  });
});

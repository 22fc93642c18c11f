import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createDynamoDb } from '../../../lib/local/dynamodb/index.ts';
import { createIam } from '../../../lib/local/iam/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { testEnvironment } from '../support/environment.ts';
import { tableOf } from './support/running.ts';

const environment = testEnvironment('');
const service = createDynamoDb({ environment, memory: true });
after(() => service.close());
const { arn } = service.declareTable(
  tableOf('things', {
    indexes: [
      {
        name: 'byOwner',
        kind: 'global',
        key: { partition: { name: 'owner', type: 'S' } },
        projection: { type: 'ALL' },
      },
    ],
  }),
);

const TableName = 'things';
const Key = { pk: { S: 'me' }, sk: { S: '1' } };
const ExpressionAttributeValues = { ':v': { S: 'me' } };
const rights = (operation: string, input: JsonObject) => service.api.operations.get(operation)?.rights(input) ?? [];
const contexts = (operation: string, input: JsonObject) =>
  rights(operation, input).map(({ context = {} }) =>
    Object.fromEntries(Object.entries(context).map(([key, values]) => [key.slice('dynamodb:'.length), values])),
  );

describe('what policies learn of a request', () => {
  it('are the partition keys and attributes of an item that is written', () => {
    assert.deepEqual(contexts('PutItem', { TableName, Item: { ...Key, title: { S: 'x' } } }), [
      { leadingkeys: ['me'], attributes: ['pk', 'sk', 'title'], returnvalues: ['NONE'] },
    ]);
    assert.deepEqual(
      contexts('UpdateItem', {
        TableName,
        Key,
        UpdateExpression: 'SET #n = if_not_exists(former.deep, :v)',
        ConditionExpression: 'attribute_exists(revision)',
        ExpressionAttributeNames: { '#n': 'title' },
        ExpressionAttributeValues,
        ReturnValues: 'ALL_OLD',
      }),
      [
        {
          leadingkeys: ['me'],
          attributes: ['pk', 'sk', 'revision', 'title', 'former'],
          returnvalues: ['ALL_OLD'],
        },
      ],
    );
  });

  it('are what is read, and whether attributes were chosen', () => {
    assert.deepEqual(contexts('GetItem', { TableName, Key, ReturnConsumedCapacity: 'TOTAL' }), [
      {
        leadingkeys: ['me'],
        attributes: ['pk', 'sk'],
        select: ['ALL_ATTRIBUTES'],
        returnconsumedcapacity: ['TOTAL'],
      },
    ]);
    assert.deepEqual(contexts('GetItem', { TableName, Key, ProjectionExpression: 'a.b, c[1]' }), [
      { leadingkeys: ['me'], attributes: ['pk', 'sk', 'a', 'c'], select: ['SPECIFIC_ATTRIBUTES'] },
    ]);
    assert.deepEqual(contexts('Scan', { TableName, Select: 'COUNT' }), [{ select: ['COUNT'] }]);
  });

  it('is the partition key of the table or index that is queried', () => {
    const query = { TableName, ExpressionAttributeValues };
    assert.deepEqual(contexts('Query', { ...query, KeyConditionExpression: 'pk = :v' }), [
      { leadingkeys: ['me'], attributes: ['pk'], select: ['ALL_ATTRIBUTES'] },
    ]);
    assert.deepEqual(
      contexts('Query', {
        ...query,
        IndexName: 'byOwner',
        KeyConditionExpression: '#o = :v',
        ExpressionAttributeNames: { '#o': 'owner' },
      }),
      [{ leadingkeys: ['me'], attributes: ['owner'], select: ['ALL_PROJECTED_ATTRIBUTES'] }],
    );
  });

  it('are all keys of a batch, for each of its tables', () => {
    const other = { ...Key, pk: { S: 'you' } };
    assert.deepEqual(
      contexts('BatchWriteItem', {
        RequestItems: {
          things: [{ PutRequest: { Item: { ...Key, n: { N: '1' } } } }, { DeleteRequest: { Key: other } }],
        },
      }),
      [{ leadingkeys: ['me', 'you'], attributes: ['pk', 'sk', 'n'] }],
    );
    assert.deepEqual(contexts('BatchGetItem', { RequestItems: { things: { Keys: [Key, other] } } }), [
      { leadingkeys: ['me', 'you'], attributes: ['pk', 'sk'], select: ['ALL_ATTRIBUTES'] },
    ]);
  });

  it('are those of each element of a transaction, and that it is one', () => {
    const elements = [
      { Delete: { TableName, Key } },
      { ConditionCheck: { TableName, Key, ConditionExpression: 'a = b' } },
    ];
    assert.deepEqual(contexts('TransactWriteItems', { TransactItems: elements }), [
      {
        leadingkeys: ['me'],
        attributes: ['pk', 'sk'],
        returnvalues: ['NONE'],
        enclosingoperation: ['TransactWriteItems'],
      },
      {
        leadingkeys: ['me'],
        attributes: ['pk', 'sk', 'a', 'b'],
        returnvalues: ['NONE'],
        enclosingoperation: ['TransactWriteItems'],
      },
    ]);
    const [get] = contexts('TransactGetItems', { TransactItems: [{ Get: { TableName, Key } }] });
    assert.deepEqual(get?.['enclosingoperation'], ['TransactGetItems']);
  });

  it('reads a member that is null as the operation does: as one that is not there', () => {
    assert.deepEqual(contexts('GetItem', { TableName, Key, ProjectionExpression: null }), [
      { leadingkeys: ['me'], attributes: ['pk', 'sk'], select: ['ALL_ATTRIBUTES'] },
    ]);
  });
});

describe('a policy that lets a role touch its own items only', () => {
  const iam = createIam(environment);
  const roleArn = iam.declareRole({
    name: 'own-items',
    trustPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    managedPolicyArns: [],
    inlinePolicies: [
      {
        name: 'own',
        document: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'dynamodb:*',
              Resource: [arn, `${arn}/index/*`],
              Condition: {
                'ForAllValues:StringEquals': {
                  'dynamodb:LeadingKeys': ['me'],
                  'dynamodb:Attributes': ['pk', 'sk', 'owner', 'title'],
                },
                StringEqualsIfExists: {
                  'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
                  'dynamodb:ReturnValues': ['NONE', 'UPDATED_NEW'],
                },
              },
            },
          ],
        },
      },
    ],
  });
  const allowed = (operation: string, input: JsonObject): boolean =>
    rights(operation, input).every((right) => iam.isAllowed({ roleArn, ...right, context: right.context ?? {} }));
  const foreign = { ...Key, pk: { S: 'you' } };
  const chosen = { TableName, ProjectionExpression: 'title' };

  it('lets it read and write them', () => {
    assert.ok(allowed('GetItem', { ...chosen, Key }));
    assert.ok(allowed('PutItem', { TableName, Item: { ...Key, title: { S: 'x' } } }));
    assert.ok(allowed('TransactWriteItems', { TransactItems: [{ Delete: { TableName, Key } }] }));
    assert.ok(allowed('Query', { ...chosen, KeyConditionExpression: 'pk = :v', ExpressionAttributeValues }));
  });

  it('refuses those of others, wherever in the request they stand', () => {
    assert.ok(!allowed('GetItem', { ...chosen, Key: foreign }));
    assert.ok(!allowed('PutItem', { TableName, Item: foreign }));
    assert.ok(
      !allowed('BatchWriteItem', {
        RequestItems: { things: [{ PutRequest: { Item: Key } }, { DeleteRequest: { Key: foreign } }] },
      }),
    );
    assert.ok(
      !allowed('BatchGetItem', { RequestItems: { things: { Keys: [Key, foreign], ProjectionExpression: 'title' } } }),
    );
    assert.ok(
      !allowed('TransactWriteItems', {
        TransactItems: [{ Delete: { TableName, Key } }, { Delete: { TableName, Key: foreign } }],
      }),
    );
    assert.ok(
      !allowed('Query', {
        ...chosen,
        KeyConditionExpression: 'pk = :v',
        ExpressionAttributeValues: { ':v': { S: 'you' } },
      }),
    );
  });

  it('refuses attributes that it does not name, whether they are read, written, asked or returned', () => {
    assert.ok(!allowed('GetItem', { TableName, Key }));
    assert.ok(!allowed('GetItem', { TableName, Key, ProjectionExpression: 'title, secret' }));
    assert.ok(!allowed('PutItem', { TableName, Item: { ...Key, secret: { S: 'x' } } }));
    assert.ok(!allowed('DeleteItem', { TableName, Key, ReturnValues: 'ALL_OLD' }));
    const guess = { ConditionExpression: 'secret = :v', ExpressionAttributeValues };
    assert.ok(!allowed('DeleteItem', { TableName, Key, ...guess }));
  });

  it('refuses what cannot be read, so that nobody is let in by a request that is not understood', () => {
    for (const [operation, input] of [
      ['GetItem', { ...chosen, Key: { pk: { S: 5 } } }],
      ['GetItem', { ...chosen, Key: 'me' }],
      ['GetItem', { ...chosen, Key: {} }],
      ['GetItem', { ...chosen, ProjectionExpression: 'title,', Key }],
      ['PutItem', { TableName }],
      ['Query', { ...chosen }],
      ['Query', { ...chosen, KeyConditionExpression: 'sk = :v', ExpressionAttributeValues }],
      ['BatchWriteItem', { RequestItems: { things: {} } }],
      ['BatchWriteItem', { RequestItems: { things: [{}] } }],
      ['BatchGetItem', { RequestItems: { things: [] } }],
    ] as const) {
      assert.ok(!allowed(operation, input), `${operation} ${JSON.stringify(input)}`);
    }
  });
});

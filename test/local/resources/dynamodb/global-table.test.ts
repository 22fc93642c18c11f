import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDynamoDb } from '../../../../lib/local/dynamodb/index.ts';
import { createIam } from '../../../../lib/local/iam/index.ts';
import type { JsonObject } from '../../../../lib/local/json.ts';
import { dynamoDbResourceTypes } from '../../../../lib/local/resources/dynamodb/index.ts';
import type { LocalServices } from '../../../../lib/local/services.ts';
import { testEnvironment } from '../../support/environment.ts';

const environment = testEnvironment('');
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const declare = async (type: string, given: object) => {
  const resource = dynamoDbResourceTypes.find((known) => known.type === type);
  assert.ok(resource !== undefined);
  const [dynamodb, iam] = [createDynamoDb({ environment, memory: true }), createIam(environment)];
  const roleArn = iam.declareRole({ name: 'reader', trustPolicy: trust, inlinePolicies: [], managedPolicyArns: [] });
  const declaration = {
    path: 'Bank/Table',
    stackName: 'Bank',
    logicalId: 'Table',
    uniqueSuffix: '0123456789ab',
    properties: resource.properties.parse(given),
  };
  // A table is declared to DynamoDB and IAM, and to nothing else.
  const identity = resource.declare(declaration, { environment, dynamodb, iam } as unknown as LocalServices);
  const answer = await dynamodb.api.operations
    .get('DescribeTable')
    ?.run(
      { TableName: identity.ref },
      { caller: { kind: 'developer', arn: '' }, requestId: '', nowMillis: Date.now() },
    );
  dynamodb.close();
  return { identity, iam, roleArn, table: answer?.['Table'] as JsonObject }; // of DescribeTable
};

const key = (...names: string[]) =>
  names.map((AttributeName, place) => ({ AttributeName, KeyType: place === 0 ? 'HASH' : 'RANGE' }));
const attributes = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const grant = (Action: string, principal: string) => ({
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Principal: { AWS: principal }, Resource: '*' }],
  },
});
const READER = 'arn:aws:iam::123456789012:role/reader';
const GLOBAL = 'AWS::DynamoDB::GlobalTable';
const scaling = {
  MinCapacity: 3,
  MaxCapacity: 10,
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 },
};
const simple = {
  AttributeDefinitions: attributes('pk'),
  KeySchema: key('pk'),
  BillingMode: 'PAY_PER_REQUEST',
  Replicas: [{ Region: 'eu-central-1' }],
};

describe('AWS::DynamoDB::GlobalTable', () => {
  it('is the table that its properties and its only replica describe', async () => {
    const { identity, table } = await declare(GLOBAL, {
      ...simple,
      AttributeDefinitions: attributes('pk', 'sk', 'x', 'y'),
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [{ IndexName: 'byX', KeySchema: key('x'), Projection: { ProjectionType: 'ALL' } }],
      LocalSecondaryIndexes: [{ IndexName: 'byY', KeySchema: key('pk', 'y'), Projection: { ProjectionType: 'ALL' } }],
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      Replicas: [
        {
          Region: 'eu-central-1',
          ContributorInsightsSpecification: { Enabled: true },
          DeletionProtectionEnabled: true,
          GlobalSecondaryIndexes: [{ IndexName: 'byX', ContributorInsightsSpecification: { Enabled: true } }],
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          TableClass: 'STANDARD_INFREQUENT_ACCESS',
          Tags: [{ Key: 'team', Value: 'bank' }],
        },
      ],
    });
    assert.equal(identity.ref, 'Bank-Table-0123456789ab');
    assert.equal(identity.attributes['Arn'], table['TableArn']);
    assert.equal(identity.attributes['StreamArn'], table['LatestStreamArn']);
    assert.equal(identity.attributes['TableId'], table['TableId']);
    assert.deepEqual(table['StreamSpecification'], { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
    assert.equal(table['DeletionProtectionEnabled'], true);
    assert.deepEqual(table['TableClassSummary'], { TableClass: 'STANDARD_INFREQUENT_ACCESS' });
  });

  it('shows the capacity that auto scaling begins with', async () => {
    const { table } = await declare(GLOBAL, {
      ...simple,
      AttributeDefinitions: attributes('pk', 'x'),
      BillingMode: 'PROVISIONED',
      WriteProvisionedThroughputSettings: { WriteCapacityAutoScalingSettings: scaling },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byX',
          KeySchema: key('x'),
          Projection: { ProjectionType: 'ALL' },
          WriteProvisionedThroughputSettings: {
            WriteCapacityAutoScalingSettings: { ...scaling, SeedCapacity: 4 },
          },
        },
      ],
      Replicas: [
        {
          Region: 'eu-central-1',
          ReadProvisionedThroughputSettings: { ReadCapacityUnits: 5 },
          GlobalSecondaryIndexes: [
            { IndexName: 'byX', ReadProvisionedThroughputSettings: { ReadCapacityAutoScalingSettings: scaling } },
          ],
        },
      ],
    });
    assert.deepEqual(table['ProvisionedThroughput'], {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: 5,
      WriteCapacityUnits: 3,
    });
    const [index] = table['GlobalSecondaryIndexes'] as readonly JsonObject[]; // of DescribeTable
    assert.deepEqual(index?.['ProvisionedThroughput'], {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: 3,
      WriteCapacityUnits: 4,
    });
  });

  it('refuses replicas in other regions, and what cannot be honoured by name', async () => {
    for (const [Replicas, message] of [
      [[{ Region: 'us-east-1' }], /in eu-central-1 and nowhere else, but not in us-east-1/],
      [[{ Region: 'eu-central-1' }, { Region: 'us-east-1' }], /not in eu-central-1, us-east-1/],
      [[{ Region: 'eu-central-1', KinesisStreamSpecification: { StreamArn: 'x' } }], /KinesisStreamSpecification/],
      [[{ Region: 'eu-central-1', GlobalSecondaryIndexes: [{ IndexName: 'byX' }] }], /no global index byX/],
    ] as const) {
      await assert.rejects(declare(GLOBAL, { ...simple, Replicas }), message);
    }
    await assert.rejects(declare(GLOBAL, { ...simple, MultiRegionConsistency: 'STRONG' }), /MultiRegionConsistency/);
  });

  it('lets those act whom its policy names, and nobody else', async () => {
    const replica = { Region: 'eu-central-1', ResourcePolicy: grant('dynamodb:GetItem', READER) };
    const { identity, iam, roleArn } = await declare(GLOBAL, { ...simple, Replicas: [replica] });
    const resource = String(identity.attributes['Arn']);
    assert.equal(iam.decide({ roleArn, action: 'dynamodb:GetItem', resource }), 'allowed');
    assert.equal(iam.decide({ roleArn, action: 'dynamodb:PutItem', resource }), 'unmentioned');
  });
});

describe('AWS::DynamoDB::Table', () => {
  const { Replicas: _, ...properties } = simple;

  it('has a policy of its own and one of its stream', async () => {
    const { identity, iam, roleArn } = await declare('AWS::DynamoDB::Table', {
      ...properties,
      ResourcePolicy: grant('dynamodb:Query', READER),
      StreamSpecification: {
        StreamViewType: 'KEYS_ONLY',
        ResourcePolicy: grant('dynamodb:GetRecords', READER),
      },
    });
    const [table, stream] = [String(identity.attributes['Arn']), String(identity.attributes['StreamArn'])];
    assert.equal(iam.decide({ roleArn, action: 'dynamodb:Query', resource: table }), 'allowed');
    assert.equal(iam.decide({ roleArn, action: 'dynamodb:GetRecords', resource: stream }), 'allowed');
    assert.equal(iam.decide({ roleArn, action: 'dynamodb:GetShardIterator', resource: stream }), 'unmentioned');
  });

  it('has a policy that does not count for its stream', async () => {
    const { identity, iam, roleArn } = await declare('AWS::DynamoDB::Table', {
      ...properties,
      ResourcePolicy: grant('dynamodb:*', READER),
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
    });
    const [table, stream] = [String(identity.attributes['Arn']), String(identity.attributes['StreamArn'])];
    assert.equal(iam.decide({ roleArn, action: 'dynamodb:Query', resource: `${table}/index/byX` }), 'allowed');
    assert.equal(iam.decide({ roleArn, action: 'dynamodb:GetRecords', resource: stream }), 'unmentioned');
  });

  it('is known by its tags to the policies of roles', async () => {
    const { identity, iam } = await declare('AWS::DynamoDB::Table', {
      ...properties,
      Tags: [{ Key: 'team', Value: 'bank' }],
    });
    const mayReadOf = (team: string) => {
      const roleArn = iam.declareRole({
        name: team,
        trustPolicy: trust,
        managedPolicyArns: [],
        inlinePolicies: [
          {
            name: 'read',
            document: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Action: 'dynamodb:GetItem',
                  Resource: '*',
                  Condition: { StringEquals: { 'aws:ResourceTag/team': team } },
                },
              ],
            },
          },
        ],
      });
      return iam.decide({ roleArn, action: 'dynamodb:GetItem', resource: String(identity.attributes['Arn']) });
    };
    assert.deepEqual([mayReadOf('bank'), mayReadOf('other')], ['allowed', 'unmentioned']);
  });
});

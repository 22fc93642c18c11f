import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TableDefinition } from '../../../../lib/local/dynamodb/index.ts';
import { tableProperties } from '../../../../lib/local/resources/dynamodb/table-properties.ts';
import { toTableDefinition } from '../../../../lib/local/resources/dynamodb/to-table-definition.ts';

const key = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' }]),
];
const attributes = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const table = {
  AttributeDefinitions: attributes('pk', 'sk'),
  KeySchema: key('pk', 'sk'),
  BillingMode: 'PAY_PER_REQUEST',
};
const index = { IndexName: 'byOwner', KeySchema: key('owner', 'sk'), Projection: { ProjectionType: 'ALL' } };

const definitionOf = (properties: object): TableDefinition =>
  toTableDefinition('things', tableProperties.parse(properties));

describe('AWS::DynamoDB::Table', () => {
  it('declares keys, indexes and time to live', () => {
    const definition = definitionOf({
      ...table,
      AttributeDefinitions: attributes('pk', 'sk', 'owner', 'date'),
      GlobalSecondaryIndexes: [index],
      LocalSecondaryIndexes: [
        {
          IndexName: 'byDate',
          KeySchema: key('pk', 'date'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['n'] },
        },
      ],
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    assert.deepEqual(definition, {
      name: 'things',
      key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
      indexes: [
        {
          name: 'byOwner',
          kind: 'global',
          key: { partition: { name: 'owner', type: 'S' }, sort: { name: 'sk', type: 'S' } },
          projection: { type: 'ALL' },
        },
        {
          name: 'byDate',
          kind: 'local',
          key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'date', type: 'S' } },
          projection: { type: 'INCLUDE', attributes: ['n'] },
        },
      ],
      billingMode: 'PAY_PER_REQUEST',
      deletionProtection: true,
      timeToLiveAttribute: 'expires',
      recoveryDays: 35,
      kmsKey: 'alias/aws/dynamodb',
    });
  });

  it('has a time to live only when that is enabled', () => {
    const disabled = definitionOf({ ...table, TimeToLiveSpecification: { Enabled: false, AttributeName: 'expires' } });
    assert.equal(disabled.timeToLiveAttribute, undefined);
  });

  it('refuses what contradicts itself', () => {
    const owned = { ...table, AttributeDefinitions: attributes('pk', 'sk', 'owner') };
    for (const [properties, message] of [
      [{ ...table, KeySchema: key('pk', 'other') }, /not defined in AttributeDefinitions. Keys: \[pk, other\]/],
      [{ ...table, KeySchema: key('pk') }, /Number of attributes in KeySchema does not exactly match/],
      [
        { ...table, KeySchema: key('pk', 'pk') },
        /Hash Key and the Range Key element in the KeySchema have the same name/,
      ],
      [{ ...table, KeySchema: key('pk', 'sk').toReversed() }, /first KeySchemaElement is not a HASH key type/],
      [{ ...owned, GlobalSecondaryIndexes: [index, index] }, /Duplicate index name: byOwner/],
      [{ ...owned, LocalSecondaryIndexes: [index] }, /does not have the same leading hash key as table KeySchema/],
      [
        { ...owned, GlobalSecondaryIndexes: [{ ...index, Projection: { ProjectionType: 'INCLUDE' } }] },
        /ProjectionType is INCLUDE, but NonKeyAttributes is not specified/,
      ],
      [{ ...table, TimeToLiveSpecification: { Enabled: true } }, /names its attribute/],
      [{ ...table, BillingMode: 'PROVISIONED' }, /must both be specified when BillingMode is PROVISIONED/],
    ] as const) {
      assert.throws(() => definitionOf(properties), message);
    }
  });

  it('refuses, by name, the properties that it cannot honour', () => {
    for (const [property, value] of [
      ['KinesisStreamSpecification', { StreamArn: 'arn:aws:kinesis:eu-central-1:123456789012:stream/x' }],
      ['ImportSourceSpecification', {}],
      ['VectorIndexes', []],
      ['Replicas', []],
    ] as const) {
      const parsed = tableProperties.safeParse({ ...table, [property]: value });
      assert.match(parsed.error?.message ?? '', new RegExp(property));
    }
  });
});

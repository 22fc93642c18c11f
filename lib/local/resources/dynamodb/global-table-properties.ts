import * as z from 'zod';
import { localIndex, streamViewType, tableClass, tableNameShape, tableShape, tagShape } from '../../dynamodb/index.ts';
import { insights, recovery, resourcePolicy, timeToLive, warmThroughput } from './settings.ts';

const units = z.int().min(1);
const autoScaling = z.strictObject({
  MinCapacity: units,
  MaxCapacity: units,
  SeedCapacity: units.optional(),
  TargetTrackingScalingPolicyConfiguration: z.strictObject({
    TargetValue: z.number(),
    DisableScaleIn: z.boolean().optional(),
    ScaleInCooldown: z.int().min(0).optional(),
    ScaleOutCooldown: z.int().min(0).optional(),
  }),
});

export const reads = {
  ReadOnDemandThroughputSettings: z.strictObject({ MaxReadRequestUnits: units.optional() }).optional(),
  ReadProvisionedThroughputSettings: z
    .strictObject({
      ReadCapacityUnits: units.optional(),
      ReadCapacityAutoScalingSettings: autoScaling.optional(),
    })
    .optional(),
};
const writes = {
  WriteOnDemandThroughputSettings: z.strictObject({ MaxWriteRequestUnits: units.optional() }).optional(),
  WriteProvisionedThroughputSettings: z
    .strictObject({ WriteCapacityAutoScalingSettings: autoScaling.optional() })
    .optional(),
};
const capacity = { ...reads, ...writes, WarmThroughput: warmThroughput.optional() };

const replica = z.strictObject({
  ...reads,
  Region: z.string().min(1),
  ContributorInsightsSpecification: insights.optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        ...reads,
        IndexName: localIndex.shape.IndexName,
        ContributorInsightsSpecification: insights.optional(),
      }),
    )
    .optional(),
  PointInTimeRecoverySpecification: recovery.optional(),
  ReplicaStreamSpecification: z.strictObject({ ResourcePolicy: resourcePolicy }).optional(),
  ResourcePolicy: resourcePolicy.optional(),
  SSESpecification: z.strictObject({ KMSMasterKeyId: z.string().min(1) }).optional(),
  TableClass: tableClass.optional(),
  Tags: z.array(tagShape).optional(),
});

/**
 * The properties of `AWS::DynamoDB::GlobalTable` that a template may have; witnesses, sources, consistency over regions,
 * Kinesis streams and vector indexes are not among them.
 */
export const globalTableProperties = z.strictObject({
  ...capacity,
  AttributeDefinitions: tableShape.AttributeDefinitions,
  KeySchema: tableShape.KeySchema,
  BillingMode: tableShape.BillingMode,
  LocalSecondaryIndexes: tableShape.LocalSecondaryIndexes,
  GlobalSecondaryIndexes: z.array(z.strictObject({ ...localIndex.shape, ...capacity })).optional(),
  TableName: tableNameShape.optional(),
  Replicas: z.array(replica).min(1),
  SSESpecification: z.strictObject({ SSEEnabled: z.boolean(), SSEType: z.literal('KMS').optional() }).optional(),
  StreamSpecification: z.strictObject({ StreamViewType: streamViewType }).optional(),
  TimeToLiveSpecification: timeToLive.optional(),
});

export type GlobalTableProperties = z.infer<typeof globalTableProperties>;
export type Replica = z.infer<typeof replica>;
export type AutoScaling = z.infer<typeof autoScaling>;

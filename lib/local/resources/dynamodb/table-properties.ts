import * as z from 'zod';
import { globalIndex, tableClass, tableNameShape, tableShape, tagShape } from '../../dynamodb/index.ts';
import { insights, recovery, resourcePolicy, streamSpecification, timeToLive, warmThroughput } from './settings.ts';

/**
 * The properties of `AWS::DynamoDB::Table` that a template may have; Kinesis streams, imports and vector indexes are not
 * among them.
 */
export const tableProperties = z.strictObject({
  ...tableShape,
  TableName: tableNameShape.optional(),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        ...globalIndex.shape,
        WarmThroughput: warmThroughput.optional(),
        ContributorInsightsSpecification: insights.optional(),
      }),
    )
    .optional(),
  WarmThroughput: warmThroughput.optional(),
  SSESpecification: z
    .strictObject({
      SSEEnabled: z.boolean(),
      SSEType: z.literal('KMS').optional(),
      KMSMasterKeyId: z.string().min(1).optional(),
    })
    .optional(),
  PointInTimeRecoverySpecification: recovery.optional(),
  TimeToLiveSpecification: timeToLive.optional(),
  StreamSpecification: streamSpecification.optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
  ContributorInsightsSpecification: insights.optional(),
  TableClass: tableClass.optional(),
  ResourcePolicy: resourcePolicy.optional(),
  Tags: z.array(tagShape).optional(),
});

export type TableProperties = z.infer<typeof tableProperties>;

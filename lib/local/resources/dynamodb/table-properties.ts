import * as z from 'zod';

const attributeName = z.string().min(1).max(255);
const indexName = z.string().min(3).max(255);
const throughput = z.strictObject({ ReadCapacityUnits: z.int().min(1), WriteCapacityUnits: z.int().min(1) });
const onDemand = z.strictObject({
  MaxReadRequestUnits: z.int().min(1).optional(),
  MaxWriteRequestUnits: z.int().min(1).optional(),
});

const keySchema = z
  .array(z.strictObject({ AttributeName: attributeName, KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2);

const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(attributeName).min(1).max(20).optional(),
});

const index = { IndexName: indexName, KeySchema: keySchema, Projection: projection };

/** The properties of `AWS::DynamoDB::Table` that a template may have; replicas and imports are not among them. */
export const tableProperties = z.strictObject({
  TableName: z
    .string()
    .min(3)
    .max(255)
    .regex(/^[A-Za-z0-9_.-]+$/)
    .optional(),
  AttributeDefinitions: z
    .array(z.strictObject({ AttributeName: attributeName, AttributeType: z.enum(['S', 'N', 'B']) }))
    .min(1),
  KeySchema: keySchema,
  BillingMode: z.enum(['PAY_PER_REQUEST', 'PROVISIONED']).optional(),
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemand.optional(),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        ...index,
        ProvisionedThroughput: throughput.optional(),
        OnDemandThroughput: onDemand.optional(),
      }),
    )
    .max(20)
    .optional(),
  LocalSecondaryIndexes: z.array(z.strictObject(index)).max(5).optional(),
  SSESpecification: z
    .strictObject({
      SSEEnabled: z.boolean(),
      SSEType: z.literal('KMS').optional(),
      KMSMasterKeyId: z.string().min(1).optional(),
    })
    .optional(),
  PointInTimeRecoverySpecification: z
    .strictObject({
      PointInTimeRecoveryEnabled: z.boolean().optional(),
      RecoveryPeriodInDays: z.int().min(1).max(35).optional(),
    })
    .optional(),
  TimeToLiveSpecification: z.strictObject({ Enabled: z.boolean(), AttributeName: attributeName.optional() }).optional(),
  StreamSpecification: z
    .strictObject({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  DeletionProtectionEnabled: z.boolean().optional(),
  ContributorInsightsSpecification: z.strictObject({ Enabled: z.boolean() }).optional(),
  TableClass: z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']).optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
});

export type TableProperties = z.infer<typeof tableProperties>;

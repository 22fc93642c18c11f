import * as z from 'zod';

/** Members that describe a table, as the API and CloudFormation both spell them, within the bounds of the API reference. */

const name = z
  .string()
  .min(3)
  .max(255)
  .regex(/^[a-zA-Z0-9_.-]+$/, 'Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+');

export const tableNameShape = name;
export const indexName = name;
const attributeName = z.string().min(1).max(255);

const units = z.number().int().min(1);
export const throughput = z.strictObject({ ReadCapacityUnits: units, WriteCapacityUnits: units });
export const onDemandThroughput = z.strictObject({
  MaxReadRequestUnits: z.number().int().min(1).optional(),
  MaxWriteRequestUnits: z.number().int().min(1).optional(),
});

const keySchema = z
  .array(z.strictObject({ AttributeName: attributeName, KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2);

const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).optional(),
  NonKeyAttributes: z.array(attributeName).min(1).max(20).optional(),
});

export const localIndex = z.strictObject({ IndexName: indexName, KeySchema: keySchema, Projection: projection });
export const globalIndex = z.strictObject({
  ...localIndex.shape,
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemandThroughput.optional(),
});

export const attributeDefinitions = z.array(
  z.strictObject({ AttributeName: attributeName, AttributeType: z.enum(['S', 'N', 'B']) }),
);

export const billingMode = z.enum(['PAY_PER_REQUEST', 'PROVISIONED']);

export const tableShape = {
  AttributeDefinitions: attributeDefinitions,
  KeySchema: keySchema,
  BillingMode: billingMode.optional(),
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemandThroughput.optional(),
  GlobalSecondaryIndexes: z.array(globalIndex).optional(),
  LocalSecondaryIndexes: z.array(localIndex).optional(),
};

export type TableShape = z.infer<z.ZodObject<typeof tableShape>>;
export type IndexShape = z.infer<typeof globalIndex>;
export type KeyShape = z.infer<typeof keySchema>;
export type BillingMode = z.infer<typeof billingMode>;

export const streamViewType = z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']);
export const tableClass = z.enum(['STANDARD', 'STANDARD_INFREQUENT_ACCESS']);
export const tagShape = z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) });
export const recoveryDays = z.number().int().min(1).max(35);
/** What AWS takes when nobody says for how long. */
export const DEFAULT_RECOVERY_DAYS = 35;

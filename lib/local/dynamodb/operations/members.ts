import * as z from 'zod';
import { isJsonObject, type JsonObject } from '../../json.ts';

/** Members that many operations have, as the API reference bounds them. */

/** A JSON object that its own parser reads: an item, a key, placeholders. */
const jsonObject = z.custom<JsonObject>(isJsonObject);

/** A name, or the ARN of a table. */
const NAME = /^[a-zA-Z0-9_.-]+$/;
const NAME_OR_ARN = /^(?:[a-zA-Z0-9_.-]+|arn:[a-zA-Z0-9_.:/-]+)$/;

export const tableName = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    const isArn = value.startsWith('arn:');
    const maximum = isArn ? 1024 : 255;
    if (!(value.length <= maximum)) issues.push({ code: 'too_big', origin: 'string', maximum, input: value });
    if (value !== '' && !NAME_OR_ARN.test(value))
      issues.push({ code: 'invalid_format', format: 'regex', input: value });
  });

export const item = jsonObject;
export const key = jsonObject;

export const names = { ExpressionAttributeNames: jsonObject.optional() };
export const placeholders = { ...names, ExpressionAttributeValues: jsonObject.optional() };

export const conditional = {
  ...placeholders,
  ConditionExpression: z.string().optional(),
  ReturnValuesOnConditionCheckFailure: z.enum(['ALL_OLD', 'NONE']).optional(),
};

export const capacity = { ReturnConsumedCapacity: z.enum(['INDEXES', 'TOTAL', 'NONE']).optional() };

export const collectionMetrics = { ReturnItemCollectionMetrics: z.enum(['SIZE', 'NONE']).optional() };

/** Only `UpdateItem` takes all of them; the others refuse what they do not do after they have read the request. */
export const returnValues = {
  ReturnValues: z.enum(['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW']).optional(),
};

/** What `Query` and `Scan` share. */
export const paged = {
  Select: z.enum(['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES']).optional(),
  IndexName: z.string().regex(NAME).min(3).max(255).optional(),
  ...capacity,
  TableName: tableName,
  ...placeholders,
  Limit: z.number().int().min(1).optional(),
  ConsistentRead: z.boolean().optional(),
  ExclusiveStartKey: jsonObject.optional(),
  FilterExpression: z.string().optional(),
  ProjectionExpression: z.string().optional(),
};

export type PageRequest = z.infer<z.ZodObject<typeof paged>>;

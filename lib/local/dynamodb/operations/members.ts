import * as z from 'zod';
import { isJsonObject, type JsonObject } from '../../json.ts';

/** Members that many operations have, as the API reference bounds them. */

/** A JSON object that its own parser reads: an item, a key, placeholders. */
const jsonObject = z.custom<JsonObject>(isJsonObject);

export const tableName = z.string().min(1).max(1024);

export const item = jsonObject;
export const key = jsonObject;

export const names = { ExpressionAttributeNames: jsonObject.optional() };
export const placeholders = { ...names, ExpressionAttributeValues: jsonObject.optional() };

export const conditional = {
  ...placeholders,
  ConditionExpression: z.string().optional(),
  ReturnValuesOnConditionCheckFailure: z.enum(['ALL_OLD', 'NONE']).optional(),
};

export const capacity = { ReturnConsumedCapacity: z.enum(['TOTAL', 'NONE']).optional() };

/** `SIZE` would report the size of item collections, which this store does not keep. */
export const collectionMetrics = { ReturnItemCollectionMetrics: z.literal('NONE').optional() };

/** What `Query` and `Scan` share. */
export const paged = {
  ...capacity,
  ...placeholders,
  TableName: tableName,
  IndexName: z.string().min(3).max(255).optional(),
  Limit: z.number().int().min(1).optional(),
  ConsistentRead: z.boolean().optional(),
  ExclusiveStartKey: jsonObject.optional(),
  FilterExpression: z.string().optional(),
  ProjectionExpression: z.string().optional(),
  Select: z.enum(['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT']).optional(),
};

export type PageRequest = z.infer<z.ZodObject<typeof paged>>;

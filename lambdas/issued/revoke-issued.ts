import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import type { Act } from './act.ts';

/**
 * Revokes a key or a credential for ever; who did it first, and when, stays.
 *
 * @param key one attribute, the key of the table
 * @returns false when there is no such item
 */
export async function revokeIssued(
  table: string,
  key: Readonly<Record<string, AttributeValue>>,
  { by, nowSeconds }: Act,
  signal: AbortSignal,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: { ...key },
    UpdateExpression:
      'SET #status = :revoked, revokedAtSeconds = if_not_exists(revokedAtSeconds, :now), revokedBy = if_not_exists(revokedBy, :by)',
    ConditionExpression: `attribute_exists(${Object.keys(key).join()})`,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':revoked': { S: 'revoked' }, ':now': { N: String(nowSeconds) }, ':by': { S: by } },
  });
  return (await ifHeld(dynamodb.send(command, { abortSignal: signal }))) !== undefined;
}

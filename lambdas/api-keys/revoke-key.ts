import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import type { Act } from './fresh-key.ts';
import { keyOf } from './key-item.ts';
import { apiKeyTable } from './table.ts';

/** Revokes a key for ever; who did it first, and when, stays. @returns false when there is no such key. */
export async function revokeKey(keyId: string, { by, nowSeconds }: Act, signal: AbortSignal): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: apiKeyTable(),
    Key: keyOf(keyId),
    UpdateExpression:
      'SET #status = :revoked, revokedAtSeconds = if_not_exists(revokedAtSeconds, :now), revokedBy = if_not_exists(revokedBy, :by)',
    ConditionExpression: 'attribute_exists(keyId)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':revoked': { S: 'revoked' }, ':now': { N: String(nowSeconds) }, ':by': { S: by } },
  });
  try {
    await dynamodb.send(command, { abortSignal: signal });
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

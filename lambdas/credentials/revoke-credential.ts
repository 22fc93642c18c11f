import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Act } from '../api-keys/fresh-key.ts';
import { dynamodb } from '../dynamodb.ts';
import { keyOf } from './credential-item.ts';
import { credentialTable } from './table.ts';

/** Revokes a credential for ever; who did it first, and when, stays. @returns false when there is no such credential. */
export async function revokeCredential(
  credentialId: string,
  { by, nowSeconds }: Act,
  signal: AbortSignal,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: credentialTable(),
    Key: keyOf(credentialId),
    UpdateExpression:
      'SET #status = :revoked, revokedAtSeconds = if_not_exists(revokedAtSeconds, :now), revokedBy = if_not_exists(revokedBy, :by)',
    ConditionExpression: 'attribute_exists(credentialId)',
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

import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lib/contract/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { requiredVariable } from '../required-variable.ts';
import { rememberedSeconds } from './limits.ts';

/**
 * Ends every session of a subject where freshness is asked for, at once: tokens that were issued until now open nothing
 * there. Refresh tokens are the user pool's to revoke.
 */
export async function signOut(subject: string, nowSeconds: number, signal: AbortSignal): Promise<void> {
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: requiredVariable(environment.sessionTable),
      Key: { subject: { S: subject } },
      UpdateExpression: 'SET signedOutAtSeconds = :now, expiresAt = :expiresAt',
      ExpressionAttributeValues: {
        ':now': { N: String(Math.floor(nowSeconds)) },
        ':expiresAt': { N: String(Math.floor(nowSeconds) + rememberedSeconds) },
      },
    }),
    { abortSignal: signal },
  );
}

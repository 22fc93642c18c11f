import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lib/contract/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import { requiredVariable } from '../required-variable.ts';
import { rememberedSeconds, sessionLimits } from './limits.ts';

/**
 * Notes that a subject gets tokens. At a sign-in that is all; at a refresh it tells whether the subject was there within the
 * idle limit: an access token lives shorter than that, so that who is active refreshes in time.
 *
 * @returns false for a refresh after too long a silence
 */
export async function noteActivity(subject: string, kind: 'sign-in' | 'refresh', nowSeconds: number): Promise<boolean> {
  const now = Math.floor(nowSeconds);
  const command = new UpdateItemCommand({
    TableName: requiredVariable(environment.sessionTable),
    Key: { subject: { S: subject } },
    UpdateExpression: 'SET activeAtSeconds = :now, expiresAt = :expiresAt',
    ...(kind === 'refresh' && { ConditionExpression: 'activeAtSeconds > :limit' }),
    ExpressionAttributeValues: {
      ':now': { N: String(now) },
      ':expiresAt': { N: String(now + rememberedSeconds) },
      ...(kind === 'refresh' && { ':limit': { N: String(now - sessionLimits.idleSeconds) } }),
    },
  });
  return (await ifHeld(dynamodb.send(command))) !== undefined;
}

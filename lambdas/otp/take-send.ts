import { createHmac, type KeyObject } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { oneTimeCodeLimits } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { N } from '../ledger/attributes.ts';
import { oneTimeCodeTable, sendsKey } from './table.ts';

const { sends, sendWindowSeconds } = oneTimeCodeLimits;

/**
 * Takes one of a destination's three places, each of which is free again after fifteen minutes: so no fifteen minutes ever
 * see more than three messages. The table knows the destination by a keyed hash only.
 *
 * @returns false when all places are taken
 */
export async function takeSend(
  destination: string,
  { pepper, nowSeconds }: { readonly pepper: KeyObject; readonly nowSeconds: number },
  signal: AbortSignal,
): Promise<boolean> {
  const key = sendsKey(createHmac('sha256', pepper).update(`destination ${destination}`).digest('base64url'));
  for (let place = 0; place < sends; place += 1) {
    if (await takePlace(key, `place${place}`, nowSeconds, signal)) return true;
  }
  return false;
}

async function takePlace(
  key: ReturnType<typeof sendsKey>,
  place: string,
  nowSeconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: oneTimeCodeTable(),
    Key: key,
    UpdateExpression: 'SET #place = :end, expiresAt = :end',
    ConditionExpression: 'attribute_not_exists(#place) OR #place <= :now',
    ExpressionAttributeNames: { '#place': place },
    ExpressionAttributeValues: { ':now': N(nowSeconds), ':end': N(nowSeconds + sendWindowSeconds) },
  });
  try {
    await dynamodb.send(command, { abortSignal: signal });
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

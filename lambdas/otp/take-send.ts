import { createHmac, type KeyObject } from 'node:crypto';
import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { oneTimeCodeLimits } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { N } from '../ledger/attributes.ts';
import { dayKey, oneTimeCodeTable, sendsKey } from './table.ts';

const { sends, sendWindowSeconds, sendsPerDay } = oneTimeCodeLimits;
const daySeconds = 86_400;

/**
 * Takes one of a destination's three places, each of which is free again after fifteen minutes: so no fifteen minutes ever
 * see more than three messages; and one of the day's. The table knows the destination by a keyed hash only.
 *
 * @returns false when all places are taken
 */
export async function takeSend(
  destination: string,
  { pepper, nowSeconds }: { readonly pepper: KeyObject; readonly nowSeconds: number },
  signal: AbortSignal,
): Promise<boolean> {
  const hash = createHmac('sha256', pepper).update(`destination ${destination}`).digest('base64url');
  for (let place = 0; place < sends; place += 1) {
    if (await isDone(takePlace(hash, `place${place}`, nowSeconds), signal)) {
      return isDone(countOfDay(hash, nowSeconds), signal);
    }
  }
  return false;
}

const takePlace = (hash: string, place: string, nowSeconds: number) =>
  new UpdateItemCommand({
    TableName: oneTimeCodeTable(),
    Key: sendsKey(hash),
    UpdateExpression: 'SET #place = :end, expiresAt = :end',
    ConditionExpression: 'attribute_not_exists(#place) OR #place <= :now',
    ExpressionAttributeNames: { '#place': place },
    ExpressionAttributeValues: { ':now': N(nowSeconds), ':end': N(nowSeconds + sendWindowSeconds) },
  });

const countOfDay = (hash: string, nowSeconds: number) =>
  new UpdateItemCommand({
    TableName: oneTimeCodeTable(),
    Key: dayKey(new Date(nowSeconds * 1_000).toISOString().slice(0, 10), hash),
    UpdateExpression: 'SET expiresAt = :end ADD sends :one',
    ConditionExpression: 'attribute_not_exists(sends) OR sends < :most',
    ExpressionAttributeValues: { ':one': N(1), ':most': N(sendsPerDay), ':end': N(nowSeconds + daySeconds) },
  });

async function isDone(update: UpdateItemCommand, signal: AbortSignal): Promise<boolean> {
  try {
    await dynamodb.send(update, { abortSignal: signal });
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

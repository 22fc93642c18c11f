import { createHmac, type KeyObject } from 'node:crypto';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { oneTimeCodeLimits, placeSend } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import { N } from '../ledger/attributes.ts';
import { oneTimeCodeTable, sendsKey } from './table.ts';

const { sends, daySeconds } = oneTimeCodeLimits;

/** Who loses the race for a place so often has seen as many messages go as there are places. */
const attempts = sends + 1;

/**
 * Takes one of a destination's places: three in any fifteen minutes, twenty in any day. The moments of its messages are one
 * item, and a new one is written on condition that nobody wrote another meanwhile. The table knows the destination by a
 * keyed hash only.
 *
 * @returns seconds until a place is free; undefined when this one was taken
 */
export async function takeSend(
  destination: string,
  { pepper, nowSeconds }: { readonly pepper: KeyObject; readonly nowSeconds: number },
  signal: AbortSignal,
): Promise<number | undefined> {
  const hash = createHmac('sha256', pepper).update(`destination ${destination}`).digest('base64url');
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const seen = await momentsOf(hash, signal);
    const { sentAtSeconds, retryAfterSeconds } = { sentAtSeconds: undefined, ...placeSend(seen ?? [], nowSeconds) };
    if (sentAtSeconds === undefined) return retryAfterSeconds;
    if (await keep(hash, { seen, sentAtSeconds }, signal)) return undefined;
  }
  return 1;
}

/** When messages were sent to a destination, as it is now; undefined for none. */
async function momentsOf(hash: string, signal: AbortSignal): Promise<readonly number[] | undefined> {
  const command = new GetItemCommand({ TableName: oneTimeCodeTable(), Key: sendsKey(hash), ConsistentRead: true });
  const { Item: item } = await dynamodb.send(command, { abortSignal: signal });
  return item?.['sentAt']?.L?.map(({ N: seconds }) => Number(seconds));
}

interface Moments {
  readonly seen: readonly number[] | undefined;
  /** Of which the last is that of the new one. */
  readonly sentAtSeconds: readonly number[];
}

async function keep(hash: string, { seen, sentAtSeconds }: Moments, signal: AbortSignal): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: oneTimeCodeTable(),
    Key: sendsKey(hash),
    UpdateExpression: 'SET sentAt = :now, expiresAt = :end',
    ConditionExpression: seen === undefined ? 'attribute_not_exists(sentAt)' : 'sentAt = :seen',
    ExpressionAttributeValues: {
      ':now': { L: sentAtSeconds.map(N) },
      ':end': N((sentAtSeconds.at(-1) ?? 0) + daySeconds),
      ...(seen !== undefined && { ':seen': { L: seen.map(N) } }),
    },
  });
  return (await ifHeld(dynamodb.send(command, { abortSignal: signal }))) !== undefined;
}

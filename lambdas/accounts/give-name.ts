import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import { atVersion } from '../ledger/at-version.ts';
import { N, S } from '../ledger/attributes.ts';
import { toAccount, versionOf } from '../ledger/items.ts';
import { accountKey } from '../ledger/keys.ts';
import { ledgerTable } from '../ledger/table.ts';
import type { Account } from '../schemas.ts';

export interface Renamed {
  readonly account: Account;
  readonly version: number;
}

/**
 * Gives an account another name, if it still is in this version and of this owner: the condition stands in the write, so that
 * of two who read the same version one loses.
 *
 * @returns undefined when it is in another version by now.
 */
export async function giveName(
  accountId: string,
  owner: string,
  name: string,
  expectedVersion: number,
  signal: AbortSignal,
): Promise<Renamed | undefined> {
  const command = new UpdateItemCommand({
    TableName: ledgerTable(),
    Key: accountKey(accountId),
    UpdateExpression: 'SET #name = :name ADD #version :one',
    ConditionExpression: `#owner = :owner AND ${atVersion(expectedVersion)}`,
    ExpressionAttributeNames: { '#name': 'name', '#version': 'version', '#owner': 'owner' },
    ExpressionAttributeValues: { ':name': S(name), ':one': N(1), ':owner': S(owner), ':expected': N(expectedVersion) },
    ReturnValues: 'ALL_NEW',
  });
  const written = await ifHeld(dynamodb.send(command, { abortSignal: signal }));
  if (written === undefined) return undefined;
  const { Attributes: item = {} } = written;
  return { account: toAccount(item), version: versionOf(item) };
}

import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { parseCursor, toCursor } from '../cursor.ts';
import { dynamodb } from '../dynamodb.ts';
import { S } from '../ledger/attributes.ts';
import type { PageQuery } from '../ledger/page.ts';
import type { Payee } from '../schemas.ts';
import { toPayee } from './payee-item.ts';
import { payeeKey, payeeTable } from './table.ts';

const defaultLimit = 50;

export interface PayeePage {
  readonly items: readonly Payee[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** One page of a customer's payees, by account. @returns undefined when the cursor is not one of this list. */
export async function listPayees(
  owner: string,
  { limit, cursor }: PageQuery,
  signal: AbortSignal,
): Promise<PayeePage | undefined> {
  const list = `payees of ${owner}`;
  const after = cursor === undefined ? undefined : parseCursor(list, cursor);
  if (cursor !== undefined && after === undefined) return undefined;
  const command = new QueryCommand({
    TableName: payeeTable(),
    KeyConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': S(owner) },
    ConsistentRead: true,
    Limit: limit === undefined ? defaultLimit : Number(limit),
    ...(after === undefined ? {} : { ExclusiveStartKey: payeeKey(owner, after) }),
  });
  const { Items = [], LastEvaluatedKey: more } = await dynamodb.send(command, { abortSignal: signal });
  const items = Items.map(toPayee);
  const last = items.at(-1);
  return more === undefined || last === undefined ? { items } : { items, next: toCursor(list, last.accountId) };
}

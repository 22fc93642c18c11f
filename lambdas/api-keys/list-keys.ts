import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { parseCursor, toCursor } from '../cursor.ts';
import { dynamodb } from '../dynamodb.ts';
import { indexKeyAt, type KeyFacts, toKeyFacts, toPlace } from './key-item.ts';
import { allKeys, apiKeyTable, byIssue } from './table.ts';

const defaultLimit = 50;
/** Names the list in its cursors. */
const name = 'api keys';

export interface KeyPage {
  readonly items: readonly KeyFacts[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** One page of all keys, newest first. @returns undefined when the cursor is not one of this list. */
export async function listKeys(
  { limit, cursor }: { readonly limit?: string | undefined; readonly cursor?: string | undefined },
  signal: AbortSignal,
): Promise<KeyPage | undefined> {
  const after = cursor === undefined ? undefined : indexKeyAt(parseCursor(name, cursor) ?? '');
  if (cursor !== undefined && after === undefined) return undefined;
  const command = new QueryCommand({
    TableName: apiKeyTable(),
    IndexName: byIssue,
    KeyConditionExpression: '#list = :all',
    ExpressionAttributeNames: { '#list': 'list' },
    ExpressionAttributeValues: { ':all': { S: allKeys } },
    ScanIndexForward: false,
    Limit: limit === undefined ? defaultLimit : Number(limit),
    ...(after === undefined ? {} : { ExclusiveStartKey: { ...after } }),
  });
  const { Items = [], LastEvaluatedKey: more } = await dynamodb.send(command, { abortSignal: signal });
  const items = Items.map(toKeyFacts);
  const last = items.at(-1);
  return more === undefined || last === undefined ? { items } : { items, next: toCursor(name, toPlace(last)) };
}

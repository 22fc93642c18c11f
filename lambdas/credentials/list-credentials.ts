import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { parseCursor, toCursor } from '../cursor.ts';
import { dynamodb } from '../dynamodb.ts';
import { type CredentialFacts, indexKeyAt, toCredentialFacts, toPlace } from './credential-item.ts';
import { allCredentials, byIssue, credentialTable } from './table.ts';

const defaultLimit = 50;
/** Names the list in its cursors. */
const name = 'credentials';

export interface CredentialPage {
  readonly items: readonly CredentialFacts[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** One page of all credentials, newest first. @returns undefined when the cursor is not one of this list. */
export async function listCredentials(
  { limit, cursor }: { readonly limit?: string | undefined; readonly cursor?: string | undefined },
  signal: AbortSignal,
): Promise<CredentialPage | undefined> {
  const after = cursor === undefined ? undefined : indexKeyAt(fromText(parseCursor(name, cursor) ?? ''));
  if (cursor !== undefined && after === undefined) return undefined;
  const command = new QueryCommand({
    TableName: credentialTable(),
    IndexName: byIssue,
    KeyConditionExpression: '#list = :all',
    ExpressionAttributeNames: { '#list': 'list' },
    ExpressionAttributeValues: { ':all': { S: allCredentials } },
    ScanIndexForward: false,
    Limit: limit === undefined ? defaultLimit : Number(limit),
    ...(after === undefined ? {} : { ExclusiveStartKey: { ...after } }),
  });
  const { Items = [], LastEvaluatedKey: more } = await dynamodb.send(command, { abortSignal: signal });
  const items = Items.map(toCredentialFacts);
  const last = items.at(-1);
  return more === undefined || last === undefined ? { items } : { items, next: toCursor(name, toText(toPlace(last))) };
}

/** A place holds what no cursor does. */
const toText = (place: string): string => Buffer.from(place).toString('base64url');
const fromText = (text: string): string => Buffer.from(text, 'base64url').toString();

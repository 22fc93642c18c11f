import { type AttributeValue, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { parseCursor, toCursor } from './cursor.ts';
import { dynamodb } from './dynamodb.ts';

type Item = Readonly<Record<string, AttributeValue>>;

const defaultLimit = 50;

/** One list that is read page by page. */
export interface Listing {
  /** Names the list in its cursors. */
  readonly name: string;
  readonly table: () => string;
  readonly query: Pick<
    QueryCommandInput,
    | 'ConsistentRead'
    | 'IndexName'
    | 'KeyConditionExpression'
    | 'ExpressionAttributeNames'
    | 'ExpressionAttributeValues'
    | 'ScanIndexForward'
  >;
  /** The full key of the item with this id, as the query's index needs it to go on; undefined for what is no id. */
  readonly startAfter: (id: string) => Item | undefined;
  /** Where an item stands in the list, in letters of base64url. */
  readonly idOf: (item: Item) => string;
}

export interface Page {
  readonly items: readonly Item[];
  /** Cursor of the next page; absent on the last one. */
  readonly next?: string;
}

/** What a contract's query says of the page: `limit` in digits, `cursor` as an earlier page gave it. */
export interface PageQuery {
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
}

/** @returns undefined when the cursor is not one of this list. */
export async function loadPage(
  { name, table, query, startAfter, idOf }: Listing,
  { limit, cursor }: PageQuery,
  signal: AbortSignal,
): Promise<Page | undefined> {
  const place = cursor === undefined ? undefined : parseCursor(name, cursor);
  const after = place === undefined ? undefined : startAfter(place);
  if (cursor !== undefined && after === undefined) return undefined;
  const command = new QueryCommand({
    TableName: table(),
    Limit: limit === undefined ? defaultLimit : Number(limit),
    ...query,
    ...(after === undefined ? {} : { ExclusiveStartKey: { ...after } }),
  });
  const { Items: items = [], LastEvaluatedKey: more } = await dynamodb.send(command, { abortSignal: signal });
  const last = items.at(-1);
  return more === undefined || last === undefined ? { items } : { items, next: toCursor(name, idOf(last)) };
}

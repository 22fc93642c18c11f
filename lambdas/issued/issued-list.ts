import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Listing } from '../load-page.ts';

/** All that was issued of one sort, newest first: the index `byIssue` of its table, which holds no secret. */
export interface IssuedList {
  /** Names it in its cursors. */
  readonly name: string;
  readonly table: () => string;
  /** The one partition of the index: an operator lists all of them, and they are few (docs/decisions/0014). */
  readonly partition: string;
  /** The key of the table. */
  readonly key: string;
  /** What the key of an item looks like. */
  readonly shape: RegExp;
}

/** Where an item stands in its list: by the second it was issued, and no two at one place. */
export const placeIn = (
  { partition }: IssuedList,
  createdAtSeconds: number,
  id: string,
): Record<'list' | 'place', AttributeValue.SMember> => ({
  list: { S: partition },
  place: { S: `${String(createdAtSeconds).padStart(12, '0')}-${id}` },
});

/** The list, to be read page by page. */
export const listingOf = ({ name, table, partition, key, shape }: IssuedList): Listing => ({
  name,
  table,
  query: {
    IndexName: 'byIssue',
    KeyConditionExpression: '#list = :all',
    ExpressionAttributeNames: { '#list': 'list' },
    ExpressionAttributeValues: { ':all': { S: partition } },
    ScanIndexForward: false,
  },
  startAfter(cursor) {
    const place = Buffer.from(cursor, 'base64url').toString();
    const [, id = ''] = /^\d{12}-(.+)$/.exec(place) ?? [];
    return shape.test(id) ? { [key]: { S: id }, list: { S: partition }, place: { S: place } } : undefined;
  },
  idOf: (item) => Buffer.from(item['place']?.S ?? '').toString('base64url'),
});

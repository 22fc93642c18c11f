import { S, text } from '../ledger/attributes.ts';
import type { Listing } from '../load-page.ts';
import { payeeKey, payeeTable } from './table.ts';

/** The payees of a customer, by account. */
export const payeesOf = (owner: string): Listing => ({
  name: `payees of ${owner}`,
  table: payeeTable,
  query: {
    KeyConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': S(owner) },
    ConsistentRead: true,
  },
  startAfter: (accountId) => payeeKey(owner, accountId),
  idOf: (item) => text(item, 'accountId'),
});

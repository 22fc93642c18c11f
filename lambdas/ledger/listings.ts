import type { Listing } from '../load-page.ts';
import { S, text } from './attributes.ts';
import { accountKey, byOwner, customerKey, customers, entryKey, sortPrefix } from './keys.ts';
import { ledgerTable } from './table.ts';

const ofOwner = (owner: string, prefix: string) => ({
  IndexName: byOwner,
  KeyConditionExpression: '#owner = :owner AND begins_with(sk, :kind)',
  ExpressionAttributeNames: { '#owner': 'owner' },
  ExpressionAttributeValues: { ':owner': S(owner), ':kind': S(prefix) },
});

/** The accounts of one customer, oldest first. */
export const accountsOf = (owner: string): Listing => ({
  name: `accounts of ${owner}`,
  table: ledgerTable,
  query: ofOwner(owner, sortPrefix.account),
  startAfter: (id) => ({ ...accountKey(id), owner: S(owner) }),
  idOf: (item) => text(item, 'accountId'),
});

/** All customers, by id. */
export const allCustomers: Listing = {
  name: 'customers',
  table: ledgerTable,
  query: ofOwner(customers, sortPrefix.customer),
  startAfter: (id) => ({ ...customerKey(id), owner: S(customers) }),
  idOf: (item) => text(item, 'customerId'),
};

/** What moved on one account, newest first. */
export const entriesOf = (accountId: string): Listing => ({
  name: `entries of ${accountId}`,
  table: ledgerTable,
  query: {
    KeyConditionExpression: 'pk = :account AND begins_with(sk, :kind)',
    ExpressionAttributeValues: { ':account': accountKey(accountId).pk, ':kind': S(sortPrefix.entry) },
    ScanIndexForward: false,
  },
  startAfter: (id) => entryKey(accountId, id),
  idOf: (item) => text(item, 'entryId'),
});

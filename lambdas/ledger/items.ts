import type { Keepers } from '../../lib/handler/index.ts';
import type { Account, Currency, Customer, Entry, Transfer } from '../schemas.ts';
import { type Item, integer, N, oneOf, S, text } from './attributes.ts';
import { accountKey, entryKey, transferKey } from './keys.ts';

/** Items of the table to what the API shows, and back. One pair a kind. */

const currencies: readonly Currency[] = ['CHF', 'EUR', 'GBP', 'USD'];

export const toAccount = (item: Item): Account => ({
  accountId: text(item, 'accountId'),
  name: text(item, 'name'),
  currency: oneOf(item, 'currency', currencies),
  balance: integer(item, 'balance'),
  status: oneOf(item, 'status', ['active', 'frozen']),
  openedAt: text(item, 'openedAt'),
});

/** An account belongs to one customer, by the subject of that customer's tokens. */
export const ownerOf = (account: Item): string => text(account, 'owner');

/** Who may open an account: its owner, and for reading, whom the owner has let see it. */
export const keepersOf = (account: Item): Keepers => ({
  owners: ownerOf(account),
  delegates: new Map(readersOf(account).map((reader) => [reader, 'read'])),
});

/** Subjects of the customers who may see an account of somebody else. */
export const readersOf = (account: Item): readonly string[] => account['readers']?.SS ?? [];

/** How often an account has changed since it was opened; every write to it counts. */
export const versionOf = (account: Item): number =>
  account['version'] === undefined ? 0 : integer(account, 'version');

export const accountItem = (account: Account, owner: string): Item => ({
  ...accountKey(account.accountId),
  owner: S(owner),
  accountId: S(account.accountId),
  name: S(account.name),
  currency: S(account.currency),
  balance: N(account.balance),
  status: S(account.status),
  openedAt: S(account.openedAt),
});

export const toTransfer = (item: Item): Transfer => ({
  transferId: text(item, 'transferId'),
  from: text(item, 'from'),
  to: text(item, 'to'),
  amount: integer(item, 'amount'),
  currency: oneOf(item, 'currency', currencies),
  ...reference(item),
  bookedAt: text(item, 'bookedAt'),
});

export const transferItem = (transfer: Transfer): Item => ({
  ...transferKey(transfer.transferId),
  transferId: S(transfer.transferId),
  from: S(transfer.from),
  to: S(transfer.to),
  amount: N(transfer.amount),
  currency: S(transfer.currency),
  ...(transfer.reference === undefined ? {} : { reference: S(transfer.reference) }),
  bookedAt: S(transfer.bookedAt),
});

export const toEntry = (item: Item): Entry => ({
  entryId: text(item, 'entryId'),
  transferId: text(item, 'transferId'),
  amount: integer(item, 'amount'),
  currency: oneOf(item, 'currency', currencies),
  counterparty: text(item, 'counterparty'),
  ...reference(item),
  bookedAt: text(item, 'bookedAt'),
});

export const entryItem = (accountId: string, entry: Entry): Item => ({
  ...entryKey(accountId, entry.entryId),
  entryId: S(entry.entryId),
  transferId: S(entry.transferId),
  amount: N(entry.amount),
  currency: S(entry.currency),
  counterparty: S(entry.counterparty),
  ...(entry.reference === undefined ? {} : { reference: S(entry.reference) }),
  bookedAt: S(entry.bookedAt),
});

export const toCustomer = (item: Item): Customer => ({
  customerId: text(item, 'customerId'),
  accounts: integer(item, 'accounts'),
  customerSince: text(item, 'customerSince'),
});

const reference = (item: Item) => (item['reference'] === undefined ? {} : { reference: text(item, 'reference') });

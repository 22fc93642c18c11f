import type { Account, Currency } from '../schemas.ts';
import { transact } from '../transact.ts';
import { N, S } from './attributes.ts';
import { accountItem } from './items.ts';
import { customerKey, customers } from './keys.ts';
import { newId } from './new-id.ts';
import { ledgerTable } from './table.ts';

/** Accounts a customer may have. */
const mostAccounts = 20;

/**
 * Opens an empty account and counts it on the customer's profile, which the first account brings into being.
 *
 * @returns undefined when the customer has as many as the bank allows.
 */
export async function openNewAccount(
  owner: string,
  wanted: { readonly name: string; readonly currency: Currency },
  signal: AbortSignal,
): Promise<Account | undefined> {
  const openedAt = new Date().toISOString();
  const account: Account = { accountId: newId('acc'), ...wanted, balance: 0, status: 'active', openedAt };
  const opened = await transact([putAccount(account, owner), countAccount(owner, openedAt)], signal);
  return opened ? account : undefined;
}

const putAccount = (account: Account, owner: string) => ({
  Put: {
    TableName: ledgerTable(),
    Item: accountItem(account, owner),
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

const countAccount = (owner: string, openedAt: string) => ({
  Update: {
    TableName: ledgerTable(),
    Key: customerKey(owner),
    UpdateExpression:
      'SET #owner = :customers, #id = :id, #since = if_not_exists(#since, :now) ADD #accounts :one, #version :one',
    ConditionExpression: 'attribute_not_exists(#accounts) OR #accounts < :most',
    ExpressionAttributeNames: {
      '#owner': 'owner',
      '#id': 'customerId',
      '#since': 'customerSince',
      '#accounts': 'accounts',
      '#version': 'version',
    },
    ExpressionAttributeValues: {
      ':customers': S(customers),
      ':id': S(owner),
      ':now': S(openedAt),
      ':one': N(1),
      ':most': N(mostAccounts),
    },
  },
});

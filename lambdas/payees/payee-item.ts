import { type Item, S, text } from '../ledger/attributes.ts';
import type { Payee } from '../schemas.ts';
import { payeeKey } from './table.ts';

/** A customer registers an account once, so a payee goes by the number of its account. */
export const toPayeeId = (accountId: string): string => accountId.replace(/^acc_/, 'pay_');
export const toAccountId = (payeeId: string): string => payeeId.replace(/^pay_/, 'acc_');

export const payeeItem = (payee: Payee, owner: string): Item => ({
  ...payeeKey(owner, payee.accountId),
  name: S(payee.name),
  addedAt: S(payee.addedAt),
});

export const toPayee = (item: Item): Payee => {
  const accountId = text(item, 'accountId');
  return { payeeId: toPayeeId(accountId), name: text(item, 'name'), accountId, addedAt: text(item, 'addedAt') };
};

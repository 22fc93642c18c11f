import type { Approval } from '../otp/approval.ts';
import type { Payee, PayeeTerms } from '../schemas.ts';
import { transact } from '../transact.ts';
import { loadPayee } from './load-payee.ts';
import { payeeItem, toPayeeId } from './payee-item.ts';
import { payeeTable } from './table.ts';

export type Added = { readonly payee: Payee } | { readonly refused: 'payee-exists' | 'approval-required' };

/** Registers a payee and spends the approval, both or neither. Whether the account exists is told to nobody. */
export async function addPayee(
  owner: string,
  terms: PayeeTerms,
  approval: Approval,
  signal: AbortSignal,
): Promise<Added> {
  const payee = { payeeId: toPayeeId(terms.accountId), ...terms, addedAt: new Date().toISOString() };
  const put = {
    Put: {
      TableName: payeeTable(),
      Item: payeeItem(payee, owner),
      ConditionExpression: 'attribute_not_exists(accountId)',
    },
  };
  if (await transact([put, ...approval.conditions], signal)) return { payee };
  const known = await loadPayee(owner, terms.accountId, signal);
  return { refused: known === undefined ? 'approval-required' : 'payee-exists' };
}

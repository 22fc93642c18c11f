import { ownerOf } from '../ledger/items.ts';
import { accountKey } from '../ledger/keys.ts';
import { loadItem } from '../ledger/load.ts';
import type { TransferOrder } from '../ledger/transfer-order.ts';
import { type Approval, approvalByProof, unconditional } from '../otp/approval.ts';
import { transferOccasion } from '../otp/occasions.ts';
import { byRegistration } from '../payees/load-payee.ts';
import { approvalLimit } from './approval-limit.ts';

/**
 * By what a transfer is approved: by the caller's one-time password; or, up to the limit, because the money stays with the caller or
 * goes to a registered payee. An account never changes its owner, so that needs no condition.
 *
 * @returns undefined when it needs an approval and has none
 */
export async function approvalOfTransfer(
  proof: string | undefined,
  order: TransferOrder,
  signal: AbortSignal,
): Promise<Approval | undefined> {
  if (proof !== undefined) return approvalByProof(proof, transferOccasion(order.sender, order));
  if (!(order.amount <= approvalLimit)) return undefined;
  const target = await loadItem(accountKey(order.to), signal);
  return target !== undefined && ownerOf(target) === order.sender
    ? unconditional
    : byRegistration(order.sender, order.to);
}

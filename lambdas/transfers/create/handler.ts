import { handle, reply } from '../../../lib/handler/index.ts';
import { bookTransfer } from '../../ledger/book-transfer.ts';
import { toTransferOrder } from '../../ledger/transfer-order.ts';
import { approvalFault } from '../../otp/approval-fault.ts';
import { approvalOfTransfer } from '../approval-of-transfer.ts';
import { createTransfer } from './contract.ts';

export const handler = handle(
  createTransfer,
  async ({ body, headers, principal, idempotencyKey, signal, refuse }) => {
    const order = toTransferOrder({ ...body, sender: principal.subject, idempotencyKey });
    const approval = await approvalOfTransfer(headers['one-time-proof'], order, signal);
    const outcome = await bookTransfer(order, approval, signal);
    if ('refused' in outcome) throw refuse(outcome.refused, approvalFault(outcome.refused, 'transfer'));
    return reply(201, outcome.transfer, { Location: `/transfers/${outcome.transfer.transferId}` });
  },
  { repeats: 'own transaction' },
);

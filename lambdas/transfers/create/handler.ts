import { handle, reply } from '../../../lib/handler/index.ts';
import { bookTransfer } from '../../ledger/book-transfer.ts';
import { toTransferOrder } from '../../ledger/transfer-order.ts';
import { createTransfer } from './contract.ts';

export const handler = handle(createTransfer, async ({ body, principal, idempotencyKey, signal, refuse }) => {
  const order = toTransferOrder({ ...body, sender: principal.subject, idempotencyKey });
  const outcome = await bookTransfer(order, signal);
  if ('refused' in outcome) throw refuse(outcome.refused);
  return reply(201, outcome.transfer, { Location: `/transfers/${outcome.transfer.transferId}` });
});

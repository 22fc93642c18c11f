import { handle, reply } from '../../../lib/handler/index.ts';
import { bookTransfer } from '../../ledger/book-transfer.ts';
import { toTransferOrder } from '../../ledger/transfer-order.ts';
import { unconditional } from '../../otp/approval.ts';
import { responseSigner } from '../../response-signer.ts';
import { submitPaymentOrder } from './contract.ts';

export const handler = handle(
  submitPaymentOrder,
  async ({ body, principal, idempotencyKey, signal, refuse }) => {
    // The account is the organisation's, whichever of its keys signed.
    const order = toTransferOrder({ ...body, sender: principal.client, idempotencyKey });
    // Amount and payee are what the signature covers: nothing else has to approve them.
    const outcome = await bookTransfer(order, unconditional, signal);
    if ('refused' in outcome) throw refuse(outcome.refused);
    return reply(201, outcome.transfer);
  },
  { repeats: 'own transaction', signer: responseSigner },
);

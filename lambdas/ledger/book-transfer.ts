import type { Approval } from '../otp/approval.ts';
import type { Transfer } from '../schemas.ts';
import { transact } from '../transact.ts';
import { text } from './attributes.ts';
import { booking } from './booking.ts';
import { toTransfer } from './items.ts';
import { requestKey, transferKey } from './keys.ts';
import { loadItem } from './load.ts';
import { newId } from './new-id.ts';
import { type Refusal, whyRefused } from './refusal.ts';
import type { TransferOrder } from './transfer-order.ts';

export type Booking = { readonly transfer: Transfer } | { readonly refused: Refusal };

/** Times that accounts may change between a refused transaction and the question why it was. */
const attempts = 3;

/**
 * Moves money once, however often it is asked with one idempotency key: the transaction that moves it also writes down
 * the request and spends the approval, so either all of it happened or nothing.
 */
export async function bookTransfer(
  order: TransferOrder,
  approval: Approval | undefined,
  signal: AbortSignal,
): Promise<Booking> {
  if (order.from === order.to) return { refused: 'same-account' };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const transfer = newTransfer(order);
    if (approval !== undefined && (await transact([...booking(order, transfer), ...approval.conditions], signal))) {
      return { transfer };
    }
    const outcome = (await earlierBooking(order, signal)) ?? (await whyRefused(order, approval, signal));
    if (outcome !== undefined) return outcome;
  }
  return { refused: 'unavailable' };
}

function newTransfer({ from, to, amount, currency, reference }: TransferOrder): Transfer {
  return {
    transferId: newId('trf'),
    from,
    to,
    amount,
    currency,
    ...(reference === undefined ? {} : { reference }),
    bookedAt: new Date().toISOString(),
  };
}

/** What the same key led to before, if it was used. */
async function earlierBooking(order: TransferOrder, signal: AbortSignal): Promise<Booking | undefined> {
  const request = await loadItem(requestKey(order.sender, order.idempotencyKey), signal);
  if (request === undefined) return undefined;
  if (text(request, 'fingerprint') !== order.fingerprint) return { refused: 'idempotency-key-reused' };
  const transfer = await loadItem(transferKey(text(request, 'transferId')), signal);
  if (transfer === undefined) throw new Error('the ledger lacks a transfer that a request names');
  return { transfer: toTransfer(transfer) };
}

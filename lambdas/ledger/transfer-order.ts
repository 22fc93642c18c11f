import { createHash } from 'node:crypto';
import type { Currency } from '../schemas.ts';

/** A transfer as a customer asked for it. */
export interface TransferOrder {
  /** Subject of the customer who asks. */
  readonly sender: string;
  readonly from: string;
  readonly to: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: Currency;
  readonly reference?: string | undefined;
  readonly idempotencyKey: string;
  /** What the request asked for, so that its key is not taken for another one. */
  readonly fingerprint: string;
}

export const toTransferOrder = (order: Omit<TransferOrder, 'fingerprint'>): TransferOrder => ({
  ...order,
  fingerprint: createHash('sha256')
    .update(JSON.stringify([order.from, order.to, order.amount, order.currency, order.reference ?? null]))
    .digest('base64url'),
});

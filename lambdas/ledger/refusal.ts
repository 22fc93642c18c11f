import type { Approval } from '../otp/approval.ts';
import type { Item } from './attributes.ts';
import { ownerOf, toAccount } from './items.ts';
import { accountKey } from './keys.ts';
import { loadItem } from './load.ts';
import type { TransferOrder } from './transfer-order.ts';

/** Codes of problems which the contract of a transfer declares, or every contract has. */
export type Refusal =
  | 'not-found'
  | 'same-account'
  | 'account-frozen'
  | 'currency-mismatch'
  | 'insufficient-funds'
  | 'approval-required'
  | 'payee-unavailable'
  | 'idempotency-key-reused'
  | 'unavailable';

/** What stands when it is asked why. */
interface Facts {
  readonly source: Item | undefined;
  readonly payee: Item | undefined;
  readonly isApproved: boolean;
}

interface Rule {
  readonly refused: Refusal;
  readonly broken: (order: TransferOrder, facts: Facts) => boolean;
}

/** Why a transfer is refused, first row first; a stranger learns no more of an account than of none. */
const rules: readonly Rule[] = [
  { refused: 'not-found', broken: ({ sender }, { source }) => source === undefined || ownerOf(source) !== sender },
  { refused: 'account-frozen', broken: (_, { source }) => source !== undefined && !isActive(source) },
  { refused: 'currency-mismatch', broken: (order, { source }) => source !== undefined && !isIn(source, order) },
  {
    refused: 'insufficient-funds',
    broken: ({ amount }, { source }) => source !== undefined && !(toAccount(source).balance >= amount),
  },
  // Before anything of the payee: who may not pay an account learns nothing of it.
  { refused: 'approval-required', broken: (_, { isApproved }) => !isApproved },
  {
    refused: 'payee-unavailable',
    broken: (order, { payee }) =>
      payee === undefined || !isActive(payee) || !isIn(payee, order) || isFull(payee, order),
  },
];

const isActive = (account: Item) => toAccount(account).status === 'active';
const isIn = (account: Item, { currency }: TransferOrder) => toAccount(account).currency === currency;
const isFull = (account: Item, { amount }: TransferOrder) =>
  !(toAccount(account).balance + amount <= Number.MAX_SAFE_INTEGER);

/** @returns undefined when nothing speaks against the transfer any more. */
export async function whyRefused(
  order: TransferOrder,
  approval: Approval | undefined,
  signal: AbortSignal,
): Promise<{ readonly refused: Refusal } | undefined> {
  const [source, payee] = await Promise.all([order.from, order.to].map((id) => loadItem(accountKey(id), signal)));
  const isApproved = approval !== undefined && (await approval.holds(signal));
  const rule = rules.find(({ broken }) => broken(order, { source, payee, isApproved }));
  return rule && { refused: rule.refused };
}

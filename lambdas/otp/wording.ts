import type { PayeeTerms, TransferTerms } from '../schemas.ts';

/** What the caller is about to approve, as the contract of a challenge takes it. */
export type Wish =
  | { readonly purpose: 'transfer'; readonly transaction: TransferTerms }
  | { readonly purpose: 'payee'; readonly transaction: PayeeTerms };

export interface Wording {
  readonly subject: string;
  readonly text: string;
}

/**
 * The message that carries a code. It names what the code approves, amount and payee (PSD2, Commission Delegated
 * Regulation (EU) 2018/389, Article 5), by numbers only: whoever holds a stolen session cannot write to the customer in
 * the bank's name.
 */
export function toWording(wish: Wish, code: string): Wording {
  const text = [
    `${code} approves ${toDeed(wish)} at Portcullis Bank.`,
    'It is good for 5 minutes. If you did not ask for this, tell nobody the code and call us.',
  ].join(' ');
  // Without the code: subjects show on locked screens.
  return { subject: 'Your approval at Portcullis Bank', text };
}

const toDeed = (wish: Wish): string =>
  wish.purpose === 'transfer'
    ? `a transfer of ${toMajorUnits(wish.transaction.amount)} ${wish.transaction.currency} to ${wish.transaction.to}`
    : `${wish.transaction.accountId} as a new payee`;

/** `123456` to `1,234.56`: every currency of the bank has two decimals. */
function toMajorUnits(minorUnits: number): string {
  const digits = String(minorUnits).padStart(3, '0');
  return `${digits.slice(0, -2).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

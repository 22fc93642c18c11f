import type { Occasion } from '../../lib/handler/index.ts';
import type { PayeeTerms, TransferTerms } from '../schemas.ts';

/** What can be approved. Who asks for a code and who acts on it make the same occasion, or the code opens nothing. */

export const transferOccasion = (subject: string, terms: TransferTerms): Occasion => ({
  subject,
  purpose: 'transfer',
  transaction: {
    from: terms.from,
    to: terms.to,
    amount: terms.amount,
    currency: terms.currency,
    ...(terms.reference === undefined ? {} : { reference: terms.reference }),
  },
});

export const payeeOccasion = (subject: string, { name, accountId }: PayeeTerms): Occasion => ({
  subject,
  purpose: 'payee',
  transaction: { name, accountId },
});

import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { AccountId, Amount, Currency, Reference, Transfer } from '../../schemas.ts';

export const createTransfer = endpoint({
  route: 'POST /transfers',
  summary: 'Move money from an account of the caller to another account',
  description:
    'All of it happens or none. Repeating a request with its Idempotency-Key answers the first transfer and moves nothing.',
  tags: ['transfers'],
  access: bearer({ scopes: ['bank/transfers.write'] }),
  permission: 'transfers:create',
  effect: 'changes',
  request: {
    body: z.strictObject({
      from: AccountId,
      to: AccountId,
      amount: Amount,
      currency: Currency,
      reference: Reference.optional(),
    }),
  },
  responses: { 201: Transfer },
  problems: problemsOf(
    'account-frozen',
    'same-account',
    'currency-mismatch',
    'insufficient-funds',
    'payee-unavailable',
  ),
  limits: { ratePerSecond: 100, burst: 200, bodyBytes: 4_096 },
  idempotency: 'required',
});

import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { Account, AccountName, Currency } from '../../schemas.ts';

export const openAccount = endpoint({
  route: 'POST /accounts',
  summary: 'Open an account for the caller',
  description:
    'The account is empty. A customer may have 20 accounts. Repeating a request with its Idempotency-Key answers the first ' +
    'account and opens no other.',
  tags: ['accounts'],
  access: bearer({ scopes: ['bank/accounts.write'] }),
  permission: 'accounts:open',
  effect: 'changes',
  request: { body: z.strictObject({ name: AccountName, currency: Currency }) },
  responses: { 201: Account },
  problems: problemsOf('too-many-accounts'),
  idempotency: 'offered',
  limits: { ratePerSecond: 10, burst: 20, bodyBytes: 1_024 },
});

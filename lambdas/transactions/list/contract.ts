import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { problemsOf } from '../../problems.ts';
import { AccountId, Cursor, Entry, PageLimit } from '../../schemas.ts';

export const listTransactions = endpoint({
  route: 'GET /accounts/{accountId}/transactions',
  summary: 'List what moved on one account of the caller, newest first',
  tags: ['accounts'],
  access: bearer({ scopes: ['bank/accounts.read'] }),
  permission: 'accounts:read',
  effect: 'reads',
  request: {
    path: z.strictObject({ accountId: AccountId }),
    query: z.strictObject({ limit: PageLimit.optional(), cursor: Cursor.optional() }),
  },
  responses: { 200: z.strictObject({ items: z.array(Entry).max(100), next: Cursor.optional() }) },
  problems: problemsOf('invalid-cursor'),
  limits: { ratePerSecond: 50, burst: 100 },
});

import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { Account, AccountId, AccountName } from '../../schemas.ts';

export const renameAccount = endpoint({
  route: 'PATCH /accounts/{accountId}',
  summary: 'Give an account of the caller another name',
  description:
    'The request names, with If-Match, the version that it was decided on. Whatever changes the account in between, a ' +
    'transfer among it, makes it fail: read the account again.',
  tags: ['accounts'],
  access: bearer({ scopes: ['bank/accounts.write'] }),
  permission: 'accounts:rename',
  effect: 'changes',
  request: { path: z.strictObject({ accountId: AccountId }), body: z.strictObject({ name: AccountName }) },
  responses: { 200: Account },
  limits: { ratePerSecond: 10, burst: 20, bodyBytes: 1_024 },
  version: 'checked',
});

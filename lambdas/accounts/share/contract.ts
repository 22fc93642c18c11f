import * as z from 'zod';
import { endpoint } from '../../../lib/contract/index.ts';
import { inLiveSession } from '../../access.ts';
import { problemsOf } from '../../problems.ts';
import { AccountId, CustomerId } from '../../schemas.ts';

export const shareAccount = endpoint({
  route: 'PUT /accounts/{accountId}/readers/{customerId}',
  summary: 'Let another customer see an account of the caller',
  description:
    'The reader sees the account and its statement, and can change nothing. An account has 10 readers at most.',
  tags: ['accounts'],
  access: inLiveSession('bank/accounts.write'),
  permission: 'accounts:share',
  effect: 'changes',
  request: { path: z.strictObject({ accountId: AccountId, customerId: CustomerId }) },
  responses: { 204: null },
  problems: problemsOf('too-many-readers'),
});

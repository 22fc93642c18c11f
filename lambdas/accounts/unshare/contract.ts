import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { AccountId, CustomerId } from '../../schemas.ts';

export const unshareAccount = endpoint({
  route: 'DELETE /accounts/{accountId}/readers/{customerId}',
  summary: 'Let a customer no longer see an account of the caller',
  tags: ['accounts'],
  access: bearer({ scopes: ['bank/accounts.write'] }),
  permission: 'accounts:share',
  effect: 'changes',
  request: { path: z.strictObject({ accountId: AccountId, customerId: CustomerId }) },
  responses: { 204: null },
});

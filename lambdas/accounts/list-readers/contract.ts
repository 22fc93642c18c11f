import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { AccountId, CustomerId } from '../../schemas.ts';

export const listReaders = endpoint({
  route: 'GET /accounts/{accountId}/readers',
  summary: 'List who may see an account of the caller',
  tags: ['accounts'],
  access: bearer({ scopes: ['bank/accounts.read'] }),
  permission: 'accounts:share',
  effect: 'reads',
  request: { path: z.strictObject({ accountId: AccountId }) },
  responses: { 200: z.strictObject({ items: z.array(z.strictObject({ customerId: CustomerId })).max(10) }) },
});

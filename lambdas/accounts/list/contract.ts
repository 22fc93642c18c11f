import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { Account } from '../../schemas.ts';

export const listAccounts = endpoint({
  route: 'GET /accounts',
  summary: 'List the accounts of the caller',
  tags: ['accounts'],
  access: bearer({ scopes: ['bank/accounts.read'] }),
  permission: 'accounts:read',
  effect: 'reads',
  responses: { 200: z.strictObject({ items: z.array(Account).max(20) }) },
  limits: { ratePerSecond: 50, burst: 100 },
});

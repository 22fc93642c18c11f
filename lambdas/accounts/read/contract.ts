import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { Account, AccountId } from '../../schemas.ts';

export const readAccount = endpoint({
  route: 'GET /accounts/{accountId}',
  summary: 'Show one account of the caller, or one that its owner lets the caller see',
  description: 'Every other account is answered like one that does not exist.',
  tags: ['accounts'],
  access: bearer({ scopes: ['bank/accounts.read'] }),
  permission: 'accounts:read',
  effect: 'reads',
  request: { path: z.strictObject({ accountId: AccountId }) },
  responses: { 200: Account },
  limits: { ratePerSecond: 50, burst: 100 },
  version: 'shown',
});

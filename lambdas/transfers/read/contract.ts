import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { Transfer, TransferId } from '../../schemas.ts';

export const readTransfer = endpoint({
  route: 'GET /transfers/{transferId}',
  summary: 'Show one transfer which the caller sent or received',
  tags: ['transfers'],
  access: bearer({ scopes: ['bank/transfers.read'] }),
  permission: 'transfers:read',
  effect: 'reads',
  request: { path: z.strictObject({ transferId: TransferId }) },
  responses: { 200: Transfer },
  limits: { ratePerSecond: 50, burst: 100 },
});

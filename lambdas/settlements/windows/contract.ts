import * as z from 'zod';
import { clientCertificate, endpoint } from '../../../lib/contract/index.ts';
import { SettlementWindow } from '../schemas.ts';

export const listSettlementWindows = endpoint({
  route: 'GET /settlement-windows',
  summary: 'Show when payments of each currency are settled',
  tags: ['partners'],
  access: clientCertificate({ scopes: ['bank/settlements.read'] }),
  permission: 'settlements:read',
  effect: 'reads',
  responses: { 200: z.strictObject({ items: z.array(SettlementWindow).max(10) }) },
});

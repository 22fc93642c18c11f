import * as z from 'zod';
import { apiKey, endpoint } from '../../../lib/contract/index.ts';
import { Currency } from '../../schemas.ts';
import { RateTable } from '../schemas.ts';

export const listRates = endpoint({
  route: 'GET /rates',
  summary: 'Show what one unit of a currency costs in the others',
  tags: ['partners'],
  access: apiKey({ scopes: ['bank/rates.read'] }),
  permission: 'rates:read',
  effect: 'reads',
  request: { query: z.strictObject({ base: Currency.optional() }) },
  responses: { 200: RateTable },
  // Of all clients; each has a bucket of its own.
  limits: { ratePerSecond: 50, burst: 200 },
});

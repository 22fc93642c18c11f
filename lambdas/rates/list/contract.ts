import * as z from 'zod';
import { apiKey, endpoint } from '../../../lib/contract/index.ts';
import { Currency, Instant } from '../../schemas.ts';

export const listRates = endpoint({
  route: 'GET /rates',
  summary: 'Show what one unit of a currency costs in the others',
  tags: ['partners'],
  access: apiKey({ scopes: ['bank/rates.read'] }),
  permission: 'rates:read',
  effect: 'reads',
  request: { query: z.strictObject({ base: Currency.optional() }) },
  responses: {
    200: z.strictObject({
      base: Currency,
      asOf: Instant,
      rates: z.array(z.strictObject({ currency: Currency, rate: z.string().regex(/^\d{1,6}\.\d{4}$/) })).max(10),
    }),
  },
});

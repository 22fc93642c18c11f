import * as z from 'zod';
import { anyOf, apiKey, bearer, endpoint } from '../../../lib/contract/index.ts';
import { Currency } from '../../schemas.ts';
import { Rate } from '../schemas.ts';

/** Third parties come with a token of an issuer that the bank trusts, bound to their own key; partners with a key. */
export const readRate = endpoint({
  route: 'GET /rates/{currency}',
  summary: 'Show what one euro costs in a currency',
  tags: ['partners'],
  access: anyOf(
    apiKey({ scopes: ['bank/rates.read'] }),
    bearer({ scopes: ['bank/rates.read'], issuers: 'trusted', boundTo: 'dpop' }),
  ),
  permission: 'rates:read',
  effect: 'reads',
  request: { path: z.strictObject({ currency: Currency }) },
  responses: { 200: Rate },
  // Of all clients; each has a bucket of its own.
  limits: { ratePerSecond: 50, burst: 200 },
});

import * as z from 'zod';
import { Currency, Instant } from '../schemas.ts';

/** What one euro costs in a currency. */
export const Rate = z.strictObject({ currency: Currency, asOf: Instant, rate: z.string().regex(/^\d{1,6}\.\d{4}$/) });

/** What one unit of `base` costs in the other currencies. */
export const RateTable = z.strictObject({
  base: Currency,
  asOf: Instant,
  rates: z.array(z.strictObject({ currency: Currency, rate: z.string().regex(/^\d{1,6}\.\d{4}$/) })).max(10),
});

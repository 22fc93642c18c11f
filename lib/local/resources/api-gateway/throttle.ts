import * as z from 'zod';

/** `Throttle` of a usage plan; half a throttle has no meaning that AWS writes down. */
export const throttle = z
  .strictObject({ RateLimit: z.number().min(0), BurstLimit: z.int().min(0) })
  .transform(({ RateLimit, BurstLimit }) => ({ ratePerSecond: RateLimit, burst: BurstLimit }));

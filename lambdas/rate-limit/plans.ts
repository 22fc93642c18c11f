import type { RatePlan } from '../../lib/handler/index.ts';

/** What one client of the bank may use; all of them together are bounded by the gateway's usage plan. */
export const clientPlan: RatePlan = { ratePerSecond: 1, burst: 60, requestsPerDay: 5_000 };

import { type Exchange, routeOf } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { periodStart } from '../limits/quota-period.ts';
import { Refusal } from '../refusal.ts';

/**
 * Throttles and counts the holder of an API key. Throttled requests do not use up the quota.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export function checkUsagePlan(exchange: Exchange, { usagePlans, buckets, quotas, environment }: GatewayParts): void {
  const { api, stage, apiKey } = exchange;
  const metered = apiKey && usagePlans.planOf(apiKey, api.id, stage.name);
  if (apiKey === undefined || metered === undefined) return;
  const { plan, methodThrottles } = metered;

  const method = `${routeOf(exchange).method.httpMethod} ${routeOf(exchange).resource.path}`;
  const methodThrottle = methodThrottles.get(method);
  const allowed = methodThrottle
    ? buckets.take(['plan-method', plan.id, api.id, stage.name, method, apiKey.id], methodThrottle)
    : plan.throttle === undefined || buckets.take(['plan', plan.id, apiKey.id], plan.throttle);
  if (!allowed) throw new Refusal('THROTTLED');

  if (plan.quota === undefined) return;
  const since = periodStart[plan.quota.period](environment.now());
  const counted = quotas.count({ planId: plan.id, keyId: apiKey.id, since, limit: plan.quota.limit });
  if (!counted) throw new Refusal('QUOTA_EXCEEDED');
}

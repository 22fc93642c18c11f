import { type Exchange, routeOf } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { Refusal } from '../refusal.ts';
import type { Stage, Throttle } from '../rest-api.ts';

/** The quota of an account in a region, for all its APIs together. */
const accountThrottle: Throttle = { ratePerSecond: 10_000, burst: 5_000 };

/** Throttles the method for all its callers together, then the whole account. */
export function checkThrottle(exchange: Exchange, { buckets }: GatewayParts): void {
  const { api, stage } = exchange;
  const { method, resource } = routeOf(exchange);
  const throttle = throttleOf(stage, method.httpMethod, resource.path);
  const allowed =
    (throttle === undefined ||
      buckets.take(['method', api.id, stage.name, method.httpMethod, resource.path], throttle)) &&
    buckets.take(['account'], accountThrottle);
  if (!allowed) throw new Refusal('THROTTLED');
}

/** The most exact setting holds alone. One for all methods still gives each method a bucket of its own. */
const throttleOf = ({ throttles }: Stage, method: string, path: string): Throttle | undefined =>
  throttles.get(`${method} ${path}`) ??
  throttles.get(`* ${path}`) ??
  throttles.get(`${method} *`) ??
  throttles.get('* *');

import { type Exchange, routeOf } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import { valuesOf } from '../received-request.ts';
import { Refusal } from '../refusal.ts';

/**
 * Refuses a method that wants an API key to a request without exactly one, that exists, is enabled and has a usage plan
 * for this stage.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
export function checkApiKey(exchange: Exchange, { usagePlans }: GatewayParts): void {
  if (!routeOf(exchange).method.apiKeyRequired) return;
  const value = keyValueOf(exchange);
  const key = value === undefined ? undefined : usagePlans.keyOf(value);
  const plan = key && usagePlans.planOf(key, exchange.api.id, exchange.stage.name);
  if (!key?.enabled || plan === undefined) throw new Refusal('INVALID_API_KEY');
  exchange.apiKey = key;
}

function keyValueOf({ api, authorization, request }: Exchange): string | undefined {
  if (api.apiKeySource === 'AUTHORIZER') return authorization?.usageIdentifierKey;
  const values = valuesOf(request.headers, 'x-api-key');
  return values.length === 1 ? values[0] : undefined;
}

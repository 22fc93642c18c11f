import type { Exchange } from '../exchange.ts';
import { Refusal } from '../refusal.ts';
import { matchRoute } from '../router.ts';

/** Finds the method; AWS says of an unknown route that a token is missing, so that nobody can tell which exist. */
export function attachRoute(exchange: Exchange): void {
  exchange.route = matchRoute(exchange.api, exchange.request.method, exchange.path);
  if (exchange.route === undefined) throw new Refusal('MISSING_AUTHENTICATION_TOKEN');
}

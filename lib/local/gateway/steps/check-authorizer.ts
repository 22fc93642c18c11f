import { authorizeByCognito } from '../authorizers/authorize-by-cognito.ts';
import { authorizeByLambda } from '../authorizers/authorize-by-lambda.ts';
import { type Exchange, routeOf } from '../exchange.ts';
import type { GatewayParts } from '../gateway-parts.ts';

/** Lets through whom the method's authorizer lets through. */
export async function checkAuthorizer(exchange: Exchange, parts: GatewayParts): Promise<void> {
  const { authorizer } = routeOf(exchange).method;
  if (authorizer === undefined) return;
  if (authorizer.kind === 'cognito') await authorizeByCognito(authorizer, exchange, parts);
  else await authorizeByLambda(authorizer, exchange, parts);
}

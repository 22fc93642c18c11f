import { type Exchange, routeOf } from '../exchange.ts';
import { parseQuery } from '../query-string.ts';
import { valuesOf } from '../received-request.ts';
import { Refusal } from '../refusal.ts';
import type { RequestParameter } from '../rest-api.ts';

/**
 * Refuses a request that lacks a required parameter, or has it blank; names those that are missing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function checkParameters(exchange: Exchange): void {
  const { validator, requiredParameters } = routeOf(exchange).method;
  if (!validator?.parameters) return;
  const missing = requiredParameters.filter(
    ({ place, name }) => !valuesIn[place](exchange, name).some((value) => value.trim() !== ''),
  );
  if (missing.length === 0) return;
  throw new Refusal('BAD_REQUEST_PARAMETERS', {
    message: `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`,
  });
}

const valuesIn: Readonly<Record<RequestParameter['place'], (exchange: Exchange, name: string) => readonly string[]>> = {
  header: ({ request }, name) => valuesOf(request.headers, name),
  path: (exchange, name) => [routeOf(exchange).pathParameters.get(name) ?? ''],
  querystring: ({ request }, name) =>
    parseQuery(request.query).flatMap(([candidate, value]) => (candidate === name ? [value] : [])),
};

import type { JsonObject } from '../../json.ts';
import type { Exchange } from '../exchange.ts';
import { routeOf } from '../exchange.ts';
import { groupHeaders, groupValues } from '../group-values.ts';
import { parseQuery } from '../query-string.ts';
import { valuesOf } from '../received-request.ts';
import { isBinary } from './binary-media-types.ts';
import { toRequestContext } from './request-context.ts';
import { toIntegrationHeaders } from './request-headers.ts';

/**
 * What a function with a Lambda proxy integration is called with: path parameters as they stand in the path, the query
 * decoded, and null for what there is none of.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function toProxyEvent(exchange: Exchange): JsonObject {
  const { api, request } = exchange;
  const body = request.body ?? Buffer.alloc(0);
  const isBase64Encoded = body.length > 0 && isBinary(api, valuesOf(request.headers, 'content-type')[0]);
  return {
    ...toRequestParts(exchange, null),
    requestContext: toRequestContext(exchange),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

/** The part that a proxy event and an authorizer's event share; `none` stands for a map without members. */
export function toRequestParts(exchange: Exchange, none: JsonObject | null): JsonObject {
  const { resource, pathParameters } = routeOf(exchange);
  const headers = groupHeaders(toIntegrationHeaders(exchange));
  const query = groupValues(parseQuery(exchange.request.query));
  return {
    resource: resource.path,
    // With the base path of the domain: a function sees what the client called.
    path: exchange.request.domain?.basePath ? exchange.request.path.replace(/^\/*/, '/') : exchange.path,
    httpMethod: exchange.request.method,
    headers: lastOfEach(headers) ?? none,
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: lastOfEach(query) ?? none,
    multiValueQueryStringParameters: query.size === 0 ? none : Object.fromEntries(query),
    pathParameters: pathParameters.size === 0 ? none : Object.fromEntries(pathParameters),
    stageVariables: exchange.stage.variables.size === 0 ? none : Object.fromEntries(exchange.stage.variables),
  };
}

const lastOfEach = (groups: ReadonlyMap<string, readonly string[]>): JsonObject | undefined =>
  groups.size === 0 ? undefined : Object.fromEntries([...groups].map(([name, values]) => [name, values.at(-1) ?? '']));

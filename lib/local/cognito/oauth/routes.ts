import type { HttpRequest, HttpResponse, HttpRoutes } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { discovery } from './discovery.ts';
import { jsonResponse } from './json-response.ts';
import { tokenEndpoint } from './token-endpoint.ts';

/** The plain HTTP of user pools. Paths of OAuth that are not served here are refused by name. */
export function createRoutes(room: Room): HttpRoutes {
  return async (request) => {
    const [, poolId, document] = /^\/([\w-]+_\w+)\/\.well-known\/(\S+)$/.exec(request.path) ?? [];
    if (poolId !== undefined && document !== undefined) return wellKnown(room, request, poolId, document);
    if (request.path === '/oauth2/token') return tokenEndpoint(room, request);
    if (/^\/(?:oauth2|login|logout|signup|forgotPassword)(?:\/|$)/.test(request.path)) {
      return jsonResponse(404, { error: 'not_found', error_description: `${request.path} is not supported here` });
    }
    return undefined;
  };
}

function wellKnown(room: Room, request: HttpRequest, poolId: string, document: string): HttpResponse {
  const pool = room.declared.pools.find(({ id }) => id === poolId);
  if (pool === undefined) return jsonResponse(404, { message: 'User pool does not exist.' });
  if (request.method !== 'GET') return jsonResponse(405, { message: 'Method Not Allowed' }, { allow: 'GET' });
  const documents = new Map<string, () => JsonObject>([
    ['jwks.json', () => ({ keys: room.signingKeys.jwks(pool).keys.map((key) => ({ ...key })) })],
    ['openid-configuration', () => discovery(room, pool)],
  ]);
  const write = documents.get(document);
  if (write === undefined) return jsonResponse(404, { message: 'Not Found' });
  return jsonResponse(200, write(), { 'cache-control': 'public, max-age=300' });
}

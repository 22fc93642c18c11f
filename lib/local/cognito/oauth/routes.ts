import type { HttpRequest, HttpResponse, HttpRoutes } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { addPasskey } from '../login/add-passkey.ts';
import { authorize } from '../login/authorize.ts';
import { confirmUser } from '../login/confirm-user.ts';
import { login } from '../login/login-routes.ts';
import { logout } from '../login/logout.ts';
import { scriptPath, scriptResponse } from '../login/page/script.ts';
import type { Room } from '../room.ts';
import { discovery } from './discovery.ts';
import { jsonResponse } from './json-response.ts';
import { revokeEndpoint } from './revoke.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { userInfo } from './user-info.ts';

type Route = (room: Room, request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/**
 * What AWS serves on the domain of each pool. Here all pools share one host: `client_id`, the token or the visit says
 * which pool is meant, and a pool without a domain has none of it.
 */
const routes = new Map<string, Route>([
  ['/oauth2/authorize', authorize],
  ['/oauth2/token', tokenEndpoint],
  ['/oauth2/userInfo', userInfo],
  ['/oauth2/revoke', revokeEndpoint],
  ['/login', login],
  ['/signup', (room, request) => authorize(room, request, 'sign-up')],
  ['/forgotPassword', (room, request) => authorize(room, request, 'forgot-password')],
  ['/logout', logout],
  ['/passkeys/add', addPasskey],
  [scriptPath, scriptResponse],
  ['/confirmUser', confirmUser],
]);

/** Called by pages of whatever origin, as on AWS: they take no cookie, so that a page can send only what it was given. */
const openToPages: ReadonlySet<string> = new Set(['/oauth2/token', '/oauth2/userInfo', '/oauth2/revoke']);
const anyOrigin = { 'access-control-allow-origin': '*' } as const;
const preflight: HttpResponse = {
  status: 204,
  headers: {
    ...anyOrigin,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  },
  body: '',
};

/** The plain HTTP of user pools. Paths of theirs that are not served here are refused by name. */
export function createRoutes(room: Room): HttpRoutes {
  return async (request) => {
    const [, poolId, document] = /^\/([\w-]+_\w+)\/\.well-known\/(\S+)$/.exec(request.path) ?? [];
    if (poolId !== undefined && document !== undefined) return wellKnown(room, request, poolId, document);
    const route = routes.get(request.path);
    if (route !== undefined && openToPages.has(request.path)) return answerPage(room, request, route);
    if (route !== undefined) return route(room, request);
    if (/^\/(?:oauth2|saml2|passkeys|login|logout|signup|forgotPassword|confirm\w*|error)(?:\/|$)/.test(request.path)) {
      return jsonResponse(404, { error: 'not_found', error_description: `${request.path} is not supported here` });
    }
    return undefined;
  };
}

async function answerPage(room: Room, request: HttpRequest, route: Route): Promise<HttpResponse> {
  if (request.method === 'OPTIONS') return preflight;
  const response = await route(room, request);
  return { ...response, headers: { ...response.headers, ...anyOrigin } };
}

/** Public by nature, and open to pages of every origin as on AWS. */
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
  return jsonResponse(200, write(), { 'cache-control': 'public, max-age=300', ...anyOrigin });
}

import type { HttpRequest, HttpResponse } from '../../aws-service.ts';
import { redirect } from '../oauth/redirect.ts';
import type { Room } from '../room.ts';
import { noSessionCookie, sessionIn } from './cookies.ts';
import { errorPage } from './page/error-page.ts';

/**
 * `GET /logout`: the browser is signed in no more. It goes on to a registered `logout_uri`, or with `redirect_uri` to
 * the login page. Tokens stay what they are: an app revokes its own.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function logout(room: Room, request: HttpRequest): HttpResponse {
  if (request.method !== 'GET') return errorPage(405, 'This address is for browsers that were sent here by an app.');
  const query = new URLSearchParams(request.query);
  const client = room.declared.findClient(query.get('client_id') ?? '');
  const pool = client && room.declared.pool(client.userPoolId);
  if (client === undefined || pool?.domain === undefined) {
    return errorPage(400, 'There is no such app client, or its user pool has no domain.');
  }
  const location = next(query, client.oauth.logoutUrls);
  if (location === undefined) {
    return errorPage(400, 'The app asked to send you to an address that is not registered for it.');
  }
  const token = sessionIn(request, pool);
  if (token !== undefined) room.browserSessions.close(token);
  return redirect(location, { cookie: noSessionCookie(pool) });
}

/** Another sign-in is judged by `/oauth2/authorize`, with the same parameters. */
function next(query: URLSearchParams, logoutUrls: readonly string[]): string | undefined {
  const [logoutUri, ...others] = query.getAll('logout_uri');
  if (logoutUri === undefined) return query.has('redirect_uri') ? `/oauth2/authorize?${query}` : undefined;
  if (others.length > 0 || query.has('redirect_uri') || !logoutUrls.includes(logoutUri)) return undefined;
  const state = query.get('state');
  return state === null
    ? logoutUri
    : `${logoutUri}${logoutUri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`;
}

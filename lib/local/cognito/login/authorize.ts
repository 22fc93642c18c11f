import type { HttpRequest, HttpResponse } from '../../aws-service.ts';
import { finishAuthorization } from '../oauth/finish-authorization.ts';
import { OauthError } from '../oauth/oauth-error.ts';
import {
  type Authorization,
  parseAuthorizationRequest,
  RefusedAuthorization,
  UnanswerableRequest,
} from '../oauth/parse-authorization-request.ts';
import { redirect, withParameters } from '../oauth/redirect.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import { sessionIn } from './cookies.ts';
import { errorPage } from './page/error-page.ts';
import type { LinkedStep } from './screen.ts';
import { openVisit } from './visit.ts';

/**
 * `GET /oauth2/authorize`: on to the login page, or back at once when the browser is signed in already. `step` is where
 * the page begins.
 */
export async function authorize(room: Room, request: HttpRequest, step: LinkedStep = 'sign-in'): Promise<HttpResponse> {
  if (request.method !== 'GET') return errorPage(405, 'This address is for browsers that were sent here by an app.');
  try {
    const authorization = parseAuthorizationRequest(room, request);
    const { prompt } = authorization;
    const known = prompt === 'login' ? undefined : signedIn(room, request, authorization);
    if (known !== undefined) {
      return redirect(await finishAuthorization(room, authorization.request, known.user, known.authenticatedAt));
    }
    if (prompt === 'none') return redirect(loginRequired(authorization));
    const { location, cookie } = openVisit(room, request, authorization, { name: step });
    return redirect(location, { cookie });
  } catch (error) {
    if (error instanceof RefusedAuthorization) return redirect(error.location);
    if (error instanceof UnanswerableRequest) return errorPage(400, error.message);
    throw error;
  }
}

/** Whoever signed in here within the hour, unless they are no longer welcome or have something to do first. */
function signedIn(
  room: Room,
  request: HttpRequest,
  { pool }: Authorization,
): { readonly user: User; readonly authenticatedAt: number } | undefined {
  const token = sessionIn(request, pool);
  const session = token === undefined ? undefined : room.browserSessions.find(pool, token);
  const user = session && room.users.findBySub(pool.id, session.sub);
  if (session === undefined || user === undefined || !user.enabled || user.status !== 'CONFIRMED') return undefined;
  return { user, authenticatedAt: session.authenticatedAt };
}

function loginRequired({ request: { redirectUri, responseType, state } }: Authorization): string {
  const { code, message } = new OauthError('login_required', 'nobody is signed in');
  return withParameters(redirectUri, responseType === 'code' ? 'query' : 'fragment', {
    ...{ error: code, error_description: message, state },
  });
}

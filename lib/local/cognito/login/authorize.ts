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
import { errorPage } from './page/error-page.ts';
import type { LinkedStep } from './screen.ts';
import { signedIn } from './signed-in.ts';
import { openVisit } from './visit.ts';

/**
 * `GET /oauth2/authorize`: on to the login page, or back at once when the browser is signed in already. `step` is where
 * the page begins.
 */
export async function authorize(room: Room, request: HttpRequest, step: LinkedStep = 'sign-in'): Promise<HttpResponse> {
  if (request.method !== 'GET') return errorPage(405, 'This address is for browsers that were sent here by an app.');
  try {
    const authorization = parseAuthorizationRequest(room, request);
    const known = stillSignedIn(room, request, authorization);
    if (known !== undefined) {
      return redirect(await finishAuthorization(room, authorization.request, known.user, known.authenticatedAt));
    }
    if (authorization.prompt === 'none') return redirect(loginRequired(authorization));
    const { request: asked, loginHint } = authorization;
    const { location, cookie } = openVisit(room, request, { request: asked, loginHint, step: { name: step } });
    return redirect(location, { cookie });
  } catch (error) {
    if (error instanceof RefusedAuthorization) return redirect(error.location);
    if (error instanceof UnanswerableRequest) return errorPage(400, error.message);
    throw error;
  }
}

/** Who need not sign in again. For one whose sign-in is longer ago than the client allows, it is as if there were none. */
function stillSignedIn(room: Room, request: HttpRequest, { pool, prompt, maxAgeSeconds }: Authorization) {
  const known = prompt === 'login' ? undefined : signedIn(room, request, pool);
  if (known === undefined || maxAgeSeconds === undefined) return known;
  return room.environment.now() - known.authenticatedAt <= maxAgeSeconds * 1_000 ? known : undefined;
}

function loginRequired({ request: { redirectUri, responseType, state } }: Authorization): string {
  const { code, message } = new OauthError('login_required', 'nobody is signed in');
  return withParameters(redirectUri, responseType === 'code' ? 'query' : 'fragment', {
    ...{ error: code, error_description: message, state },
  });
}

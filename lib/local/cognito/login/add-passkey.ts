import { AwsError, type HttpRequest, type HttpResponse } from '../../aws-service.ts';
import { answerableTo, UnanswerableRequest } from '../oauth/parse-authorization-request.ts';
import { redirect } from '../oauth/redirect.ts';
import type { Room } from '../room.ts';
import { offersPasskeys } from './offers-passkeys.ts';
import { openAddPasskey, tooManyPasskeys } from './open-add-passkey.ts';
import { errorPage } from './page/error-page.ts';
import { signedIn } from './signed-in.ts';
import { openVisit } from './visit.ts';

/**
 * `GET /passkeys/add?client_id=…&redirect_uri=…`: whoever is signed in makes a passkey, whoever is not signs in first. Either
 * way they go back to the address, without a code: it is one of the client's, as at `/oauth2/authorize`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export async function addPasskey(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (request.method !== 'GET') return errorPage(405, 'This address is for browsers that were sent here by an app.');
  try {
    const given = new URLSearchParams(request.query);
    const { client, pool, redirectUri } = answerableTo(room, given);
    if (!offersPasskeys(room, pool, client)) return errorPage(404, 'This app does not sign in with passkeys.');
    const known = signedIn(room, request, pool);
    const { location, cookie } = openVisit(room, request, {
      request: {
        ...{ poolId: pool.id, clientId: client.id, responseType: 'code', redirectUri, scopes: [] },
        state: given.getAll('state').length === 1 ? (given.get('state') ?? undefined) : undefined,
      },
      addsPasskey: true,
      step: known === undefined ? { name: 'sign-in' } : openAddPasskey(room, { pool, client }, known.user),
    });
    return redirect(location, { cookie });
  } catch (error) {
    if (error instanceof UnanswerableRequest) return errorPage(400, error.message);
    if (error instanceof AwsError) return errorPage(400, tooManyPasskeys);
    throw error;
  }
}

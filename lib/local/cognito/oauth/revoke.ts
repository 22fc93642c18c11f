import type { HttpRequest, HttpResponse } from '../../aws-service.ts';
import type { Room } from '../room.ts';
import { authenticateClient } from './authenticate-client.ts';
import { parseForm } from './form.ts';
import { unstoredResponse } from './json-response.ts';
import { answeringErrors, OauthError } from './oauth-error.ts';

const knownParameters: ReadonlySet<string> = new Set(['token', 'token_type_hint', 'client_id', 'client_secret']);

/**
 * `POST /oauth2/revoke` (RFC 7009): ends the sign-in of a refresh token. One that is unknown is no error.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export async function revokeEndpoint(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (request.method !== 'POST') return unstoredResponse(405, { error: 'invalid_request' }, { allow: 'POST' });
  return answeringErrors(() => {
    const form = parseForm(request);
    const { client } = authenticateClient(room, request, form);
    const token = form.get('token');
    if (token === undefined) throw new OauthError('invalid_request', 'token is missing');
    for (const name of form.keys()) {
      if (!knownParameters.has(name)) throw new OauthError('invalid_request', 'an unknown parameter was sent');
    }
    if (!client.tokenRevocation) throw new OauthError('invalid_request', 'the client does not revoke tokens');
    if (isJwt(token)) throw new OauthError('unsupported_token_type', 'only refresh tokens are revoked');
    room.signIns.revokeByRefreshToken(token, client);
    return { ...unstoredResponse(200, {}), body: '' };
  });
}

/** Access and ID tokens; refresh tokens are opaque. */
const isJwt = (token: string): boolean => /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(token);

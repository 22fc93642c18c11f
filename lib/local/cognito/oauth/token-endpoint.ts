import type { HttpRequest, HttpResponse } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { authenticateClient, type OauthClient } from './authenticate-client.ts';
import { parseForm } from './form.ts';
import { grantAuthorizationCode } from './grant-authorization-code.ts';
import { grantClientCredentials } from './grant-client-credentials.ts';
import { grantRefreshToken } from './grant-refresh-token.ts';
import { unstoredResponse } from './json-response.ts';
import { answeringErrors, OauthError } from './oauth-error.ts';

/** One grant type: the parameters it takes beside the client's own, and what it gives. */
interface Grant {
  readonly parameters: readonly string[];
  readonly run: (room: Room, client: OauthClient, form: ReadonlyMap<string, string>) => Promise<JsonObject>;
}

const grants = new Map<string, Grant>([
  ['authorization_code', { parameters: ['code', 'redirect_uri', 'code_verifier'], run: grantAuthorizationCode }],
  ['refresh_token', { parameters: ['refresh_token', 'scope'], run: grantRefreshToken }],
  ['client_credentials', { parameters: ['scope'], run: grantClientCredentials }],
]);

const commonParameters = ['grant_type', 'client_id', 'client_secret'];

/**
 * `POST /oauth2/token` (RFC 6749 §4.1.3, §4.4.2, §6); errors are those of §5.2.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function tokenEndpoint(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (request.method !== 'POST') return unstoredResponse(405, { error: 'invalid_request' }, { allow: 'POST' });
  return answeringErrors(async () => {
    const form = parseForm(request);
    const grantType = form.get('grant_type');
    if (grantType === undefined) throw new OauthError('invalid_request', 'grant_type is missing');
    const client = authenticateClient(room, request, form);
    const grant = grants.get(grantType);
    if (grant === undefined) {
      throw new OauthError('unsupported_grant_type', `this endpoint takes ${[...grants.keys()].join(', ')}`);
    }
    for (const name of form.keys()) {
      if (commonParameters.includes(name) || grant.parameters.includes(name)) continue;
      throw new OauthError('invalid_request', 'an unknown parameter was sent');
    }
    return unstoredResponse(200, await grant.run(room, client, form));
  });
}

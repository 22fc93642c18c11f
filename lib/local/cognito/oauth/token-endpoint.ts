import type { HttpRequest, HttpResponse } from '../../aws-service.ts';
import { customScopesOf } from '../declared.ts';
import type { Room } from '../room.ts';
import { seconds } from '../tokens/claims.ts';
import { signToken } from '../tokens/issue-tokens.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { authenticateClient } from './authenticate-client.ts';
import { parseForm } from './form.ts';
import { unstoredResponse } from './json-response.ts';
import { errorResponse, OauthError } from './oauth-error.ts';

const knownParameters: ReadonlySet<string> = new Set(['grant_type', 'scope', 'client_id', 'client_secret']);

/**
 * `POST /oauth2/token` with the client credentials grant (RFC 6749 §4.4); errors are those of §5.2.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function tokenEndpoint(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (request.method !== 'POST') return unstoredResponse(405, { error: 'invalid_request' }, { allow: 'POST' });
  try {
    const form = parseForm(request);
    const grantType = form.get('grant_type');
    if (grantType === undefined) throw new OauthError('invalid_request', 'grant_type is missing');
    const { client } = authenticateClient(room, request, form);
    if (grantType !== 'client_credentials') {
      throw new OauthError('unsupported_grant_type', 'only client_credentials is supported here');
    }
    for (const name of form.keys()) {
      if (!knownParameters.has(name)) throw new OauthError('invalid_request', 'an unknown parameter was sent');
    }
    return await grant(room, client, form.get('scope'));
  } catch (error) {
    if (error instanceof OauthError) return errorResponse(error);
    throw error;
  }
}

async function grant(room: Room, client: AppClient, scope: string | undefined): Promise<HttpResponse> {
  const pool = room.declared.pool(client.userPoolId);
  if (pool.domain === undefined) {
    throw new OauthError('unauthorized_client', 'the user pool has no domain, so AWS would not have this endpoint');
  }
  if (!client.oauth.flows.includes('client_credentials')) {
    throw new OauthError('unauthorized_client', 'the client may not use this grant');
  }
  const scopes = grantedScopes(pool, client, scope);
  const now = seconds(room.environment.now());
  const accessToken = await signToken(
    room,
    pool,
    {
      sub: client.id,
      token_use: 'access',
      scope: scopes.join(' '),
      auth_time: now,
      iss: pool.issuer,
      version: 2,
      client_id: client.id,
    },
    client.accessTokenSeconds,
  );
  return unstoredResponse(200, {
    access_token: accessToken,
    expires_in: client.accessTokenSeconds,
    token_type: 'Bearer',
  });
}

/** Without a wish, all that the client may have. */
function grantedScopes(pool: UserPool, client: AppClient, wish: string | undefined): readonly string[] {
  const existing = customScopesOf(pool);
  const allowed = client.oauth.scopes.filter((scope) => existing.has(scope));
  const wanted = wish === undefined ? allowed : [...new Set(wish.split(' '))];
  if (wanted.length === 0 || !wanted.every((scope) => allowed.includes(scope))) {
    throw new OauthError('invalid_scope', 'a scope does not exist or is not allowed for the client');
  }
  return wanted;
}

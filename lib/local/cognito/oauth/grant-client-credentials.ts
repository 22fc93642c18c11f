import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { customScopesOf } from '../declared.ts';
import type { Room } from '../room.ts';
import { seconds } from '../tokens/claims.ts';
import { signToken } from '../tokens/issue-tokens.ts';
import { customiseProgram } from '../tokens/pre-token-generation.ts';
import type { OauthClient } from './authenticate-client.ts';
import { OauthError } from './oauth-error.ts';

/** A token for a program itself (RFC 6749 §4.4). */
export async function grantClientCredentials(
  room: Room,
  { client, pool }: OauthClient,
  form: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  if (!client.oauth.flows.includes('client_credentials')) {
    throw new OauthError('unauthorized_client', 'the client may not use this grant');
  }
  const granted = grantedScopes({ client, pool }, form.get('scope'));
  const { scopes, claims } = await customiseProgram(room, { pool, client, scopes: granted }).catch((error: unknown) => {
    // A trigger that fails refuses the program, in the words of this endpoint.
    throw error instanceof AwsError ? new OauthError('invalid_request', error.message) : error;
  });
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
      ...claims,
    },
    client.accessTokenSeconds,
  );
  return { access_token: accessToken, expires_in: client.accessTokenSeconds, token_type: 'Bearer' };
}

/** Without a wish, all that the client may have. */
function grantedScopes({ pool, client }: OauthClient, wish: string | undefined): readonly string[] {
  const existing = customScopesOf(pool);
  const allowed = client.oauth.scopes.filter((scope) => existing.has(scope));
  const wanted = wish === undefined ? allowed : [...new Set(wish.split(' '))];
  if (wanted.length === 0 || !wanted.every((scope) => allowed.includes(scope))) {
    throw new OauthError('invalid_scope', 'a scope does not exist or is not allowed for the client');
  }
  return wanted;
}

import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { refreshTokens } from '../sign-in/with-refresh-token.ts';
import { selfServiceScope } from '../tokens/claims.ts';
import type { OauthClient } from './authenticate-client.ts';
import { OauthError } from './oauth-error.ts';
import { toTokenResponse } from './token-response.ts';

/** New tokens of the same sign-in (RFC 6749 §6), with the scopes that it was granted: AWS narrows nothing. */
export async function grantRefreshToken(
  room: Room,
  oauth: OauthClient,
  form: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  const refreshToken = form.get('refresh_token');
  if (refreshToken === undefined) throw new OauthError('invalid_request', 'refresh_token is needed');
  const { client, pool } = oauth;
  if (!client.oauth.flows.some((flow) => flow !== 'client_credentials')) {
    throw new OauthError('unauthorized_client', 'the client may not use this grant');
  }
  try {
    const signIn = room.signIns.byRefreshToken(refreshToken, client);
    const granted = room.grants.scopesOf(signIn);
    assertSameScopes(granted ?? [selfServiceScope], form.get('scope'));
    const tokens = await refreshTokens(room, { pool, client, refreshToken });
    // A sign-in by API always had its ID token.
    return toTokenResponse(client, granted ?? ['openid'], tokens);
  } catch (error) {
    if (error instanceof AwsError) throw new OauthError('invalid_grant', error.message);
    throw error;
  }
}

/** @throws OauthError invalid_scope for more, or less, than was granted */
function assertSameScopes(granted: readonly string[], wish: string | undefined): void {
  if (wish === undefined) return;
  const wanted = new Set(wish.split(' '));
  if (wanted.size === granted.length && granted.every((scope) => wanted.has(scope))) return;
  throw new OauthError('invalid_scope', 'a refresh gives the scopes of the sign-in, no others');
}

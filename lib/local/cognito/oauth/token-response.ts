import type { JsonObject } from '../../json.ts';
import type { IssuedTokens } from '../tokens/issue-tokens.ts';
import type { AppClient } from '../user-pool.ts';

/** RFC 6749 §5.1, with an ID token for who asked for `openid` (OpenID Connect Core 1.0 §3.1.3.3). */
export const toTokenResponse = (
  client: AppClient,
  scopes: readonly string[],
  { accessToken, idToken, refreshToken }: Pick<IssuedTokens, 'accessToken' | 'idToken' | 'refreshToken'>,
): JsonObject => ({
  ...(scopes.includes('openid') ? { id_token: idToken } : {}),
  access_token: accessToken,
  ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
  expires_in: client.accessTokenSeconds,
  token_type: 'Bearer',
});

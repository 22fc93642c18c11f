import type { Room } from '../room.ts';
import type { AuthorizationRequest } from '../store/login-transactions.ts';
import type { User } from '../store/users.ts';
import { tokensFor } from './grant-authorization-code.ts';
import { OauthError } from './oauth-error.ts';
import { withParameters } from './redirect.ts';
import { toTokenResponse } from './token-response.ts';

/** The address, with a code or tokens, to which somebody goes who has proven who they are. */
export async function finishAuthorization(
  room: Room,
  request: AuthorizationRequest,
  user: User,
  authenticatedAt: number,
): Promise<string> {
  const { poolId, clientId, responseType, redirectUri, scopes, state, nonce, codeChallenge } = request;
  if (responseType === 'code') {
    const grant = { poolId, clientId, sub: user.sub, redirectUri, scopes, nonce, codeChallenge, authenticatedAt };
    return withParameters(redirectUri, 'query', { code: room.codes.create(grant), state });
  }
  const client = room.declared.client(clientId);
  try {
    const tokens = await tokensFor(room, { client, pool: room.declared.pool(poolId) }, user, {
      ...{ scopes, nonce, authenticatedAt },
    });
    // Nothing that lasts goes through an address.
    const { id_token, access_token, expires_in } = toTokenResponse(client, scopes, tokens);
    return withParameters(redirectUri, 'fragment', {
      ...(typeof id_token === 'string' ? { id_token } : {}),
      ...{ access_token: String(access_token), expires_in: String(expires_in), token_type: 'Bearer', state },
    });
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    return withParameters(redirectUri, 'fragment', { error: 'access_denied', error_description: error.message, state });
  }
}

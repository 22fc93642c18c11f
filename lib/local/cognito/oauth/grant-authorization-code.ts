import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { AuthorizationGrant } from '../store/authorization-codes.ts';
import type { User } from '../store/users.ts';
import { makeTokens } from '../tokens/issue-tokens.ts';
import type { OauthClient } from './authenticate-client.ts';
import { OauthError } from './oauth-error.ts';
import { isCodeVerifier } from './pkce.ts';
import { toTokenResponse } from './token-response.ts';

const invalidGrant = (description: string) => new OauthError('invalid_grant', description);

/**
 * Redeems a code (RFC 6749 §4.1.3, RFC 7636 §4.6). A code that comes twice ends the sign-in that it was redeemed for,
 * since one of the two was a thief (RFC 6749 §4.1.2).
 */
export async function grantAuthorizationCode(
  room: Room,
  { client, pool }: OauthClient,
  form: ReadonlyMap<string, string>,
): Promise<JsonObject> {
  if (!client.oauth.flows.includes('code')) {
    throw new OauthError('unauthorized_client', 'the client may not use this grant');
  }
  const code = form.get('code');
  const redirectUri = form.get('redirect_uri');
  if (code === undefined || redirectUri === undefined) {
    throw new OauthError('invalid_request', 'code and redirect_uri are needed');
  }
  const redemption = room.codes.redeem(code, client);
  if (redemption.kind === 'replayed' && redemption.eventId !== undefined) room.signIns.revoke(redemption.eventId);
  if (redemption.kind !== 'granted') throw invalidGrant('the code is wrong, used or expired');
  const { grant } = redemption;
  if (grant.redirectUri !== redirectUri) throw invalidGrant('redirect_uri is not the one that the code was sent to');
  if (!isCodeVerifier(grant.codeChallenge, form.get('code_verifier'))) {
    throw invalidGrant('code_verifier does not fit the request');
  }
  const user = room.users.findBySub(pool.id, grant.sub);
  // A password that an administrator reset meanwhile is to be changed before anything else.
  if (user?.status !== 'CONFIRMED') throw invalidGrant('the user is gone, or has something to do first');
  const tokens = await tokensFor(room, { client, pool }, user, grant);
  if (room.codes.settle(code, tokens.signIn.eventId)) {
    room.signIns.revoke(tokens.signIn.eventId);
    throw invalidGrant('the code was used twice at once');
  }
  return toTokenResponse(client, grant.scopes, tokens);
}

/** The tokens of a sign-in through the login page. @throws OauthError invalid_grant when the user or a trigger says no */
export async function tokensFor(
  room: Room,
  { client, pool }: OauthClient,
  user: User,
  { scopes, nonce, authenticatedAt }: Pick<AuthorizationGrant, 'scopes' | 'nonce' | 'authenticatedAt'>,
) {
  try {
    return await makeTokens(room, {
      ...{ pool, client, user, reason: 'TokenGeneration_HostedAuth' },
      grant: { scopes, nonce, authenticatedAt },
    });
  } catch (error) {
    if (error instanceof AwsError) throw invalidGrant(error.message);
    throw error;
  }
}

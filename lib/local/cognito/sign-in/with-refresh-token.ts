import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import { type IssuedTokens, makeTokens, toAuthenticationResult } from '../tokens/issue-tokens.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import type { Initiation } from './initiation.ts';
import { takeParameters } from './parameters.ts';

/** REFRESH_TOKEN_AUTH: new access and ID tokens of the same sign-in, for the client that signed in. */
export async function signInWithRefreshToken(
  room: Room,
  { pool, client, parameters }: Initiation,
): Promise<JsonObject> {
  const { REFRESH_TOKEN, SECRET_HASH } = takeParameters(parameters, {
    required: ['REFRESH_TOKEN'],
    optional: ['SECRET_HASH'],
  });
  const tokens = await refreshTokens(room, {
    ...{ pool, client, refreshToken: REFRESH_TOKEN },
    assertClient: ({ username, sub }) => room.clientSecrets.assertSecretHash(client, [username, sub], SECRET_HASH),
  });
  return { AuthenticationResult: toAuthenticationResult(client, tokens), ChallengeParameters: {} };
}

export interface Refresh {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly refreshToken: string;
  readonly clientMetadata?: JsonObject | undefined;
  /** Throws for a client that is not the one it says, where that shows only now. */
  readonly assertClient?: (user: User) => void;
}

/** New tokens for a refresh token, whether it came by API or by `/oauth2/token`. */
export async function refreshTokens(room: Room, refresh: Refresh): Promise<IssuedTokens> {
  const { pool, client, refreshToken, clientMetadata, assertClient } = refresh;
  const signIn = room.signIns.byRefreshToken(refreshToken, client);
  const user = room.users.findBySub(pool.id, signIn.sub);
  if (user === undefined) throw refusal('refresh-token-invalid');
  assertClient?.(user);
  if (!user.enabled) throw refusal('user-disabled');
  // A password that an administrator reset is to be changed before anything else.
  if (user.status !== 'CONFIRMED') throw refusal('refresh-token-revoked');
  return makeTokens(room, {
    pool,
    client,
    user,
    clientMetadata,
    reason: 'TokenGeneration_RefreshTokens',
    refreshing: { signIn, refreshToken },
  });
}

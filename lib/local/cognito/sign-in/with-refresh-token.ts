import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';
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
  const signIn = room.signIns.byRefreshToken(REFRESH_TOKEN, client);
  const user = room.users.findBySub(pool.id, signIn.sub);
  if (user === undefined) throw refusal('refresh-token-invalid');
  room.clientSecrets.assertSecretHash(client, [user.username, user.sub], SECRET_HASH);
  if (!user.enabled) throw refusal('user-disabled');
  // A password that an administrator reset is to be changed before anything else.
  if (user.status !== 'CONFIRMED') throw refusal('refresh-token-revoked');
  const tokens = await issueTokens(room, {
    pool,
    client,
    user,
    reason: 'TokenGeneration_RefreshTokens',
    refreshing: { signIn, refreshToken: REFRESH_TOKEN },
  });
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
}

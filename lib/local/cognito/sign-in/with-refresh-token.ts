import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { SignIn } from '../store/sign-ins.ts';
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
  const { REFRESH_TOKEN, SECRET_HASH, DEVICE_KEY } = takeParameters(parameters, {
    required: ['REFRESH_TOKEN'],
    optional: ['SECRET_HASH', 'DEVICE_KEY'],
  });
  const tokens = await refreshTokens(room, {
    ...{ pool, client, refreshToken: REFRESH_TOKEN, deviceKey: DEVICE_KEY },
    assertClient: ({ username, sub }) => room.clientSecrets.assertSecretHash(client, [username, sub], SECRET_HASH),
  });
  return { AuthenticationResult: toAuthenticationResult(client, tokens), ChallengeParameters: {} };
}

export interface Refresh {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly refreshToken: string;
  /** Needed where the sign-in has a device: its tokens go with it. */
  readonly deviceKey?: string | undefined;
  readonly clientMetadata?: JsonObject | undefined;
  /** Throws for a client that is not the one it says, where that shows only now. */
  readonly assertClient?: (user: User) => void;
}

/** New tokens for a refresh token, whether it came by API or by `/oauth2/token`. */
export async function refreshTokens(room: Room, refresh: Refresh): Promise<IssuedTokens> {
  const { pool, client, refreshToken, deviceKey, clientMetadata, assertClient } = refresh;
  const signIn = room.signIns.byRefreshToken(refreshToken, client);
  const user = room.users.findBySub(pool.id, signIn.sub);
  if (user === undefined) throw refusal('refresh-token-invalid');
  assertClient?.(user);
  if (!isOnItsDevice(room, pool, user, signIn, deviceKey)) throw refusal('refresh-token-invalid');
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
    device: pool.devices && signIn.deviceKey !== undefined ? { key: signIn.deviceKey } : undefined,
  });
}

/** A pool that tracks devices refreshes on the device of the sign-in only, and only while it is confirmed and not forgotten. */
function isOnItsDevice(room: Room, pool: UserPool, user: User, signIn: SignIn, given: string | undefined): boolean {
  if (pool.devices === undefined) return true;
  if (given !== signIn.deviceKey) return false;
  return given === undefined || room.devices.find(user, given) !== undefined;
}

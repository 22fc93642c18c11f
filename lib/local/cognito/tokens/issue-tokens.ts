import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { SignIn, SignInDevice } from '../store/sign-ins.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { accessClaims, attributesFor, idClaims, seconds, selfServiceScope, tokenContents } from './claims.ts';
import { customise, type TokenReason } from './pre-token-generation.ts';

export interface TokenRequest {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly reason: TokenReason;
  readonly clientMetadata?: JsonObject | undefined;
  /** The sign-in that is refreshed; without one, these tokens begin it. */
  readonly refreshing?: { readonly signIn: SignIn; readonly refreshToken: string };
  /** On what somebody signed in by API, in a pool that tracks devices. */
  readonly device?: SignInDevice | undefined;
  /** What the login page granted; without it, a sign-in by API, or what was granted to the sign-in that is refreshed. */
  readonly grant?: {
    readonly scopes: readonly string[];
    readonly nonce: string | undefined;
    readonly authenticatedAt: number;
  };
}

export interface IssuedTokens {
  readonly signIn: SignIn;
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string | undefined;
  /** Keys for a device that the client may confirm. */
  readonly newDevice?: SignInDevice | undefined;
}

/** The `AuthenticationResult` of a sign-in or of a refresh; a refresh brings a new refresh token only where the client rotates them. */
export async function issueTokens(room: Room, request: TokenRequest): Promise<JsonObject> {
  return toAuthenticationResult(request.client, await makeTokens(room, request));
}

export const toAuthenticationResult = (client: AppClient, tokens: IssuedTokens): JsonObject => ({
  AccessToken: tokens.accessToken,
  ExpiresIn: client.accessTokenSeconds,
  TokenType: 'Bearer',
  ...(tokens.refreshToken === undefined ? {} : { RefreshToken: tokens.refreshToken }),
  IdToken: tokens.idToken,
  ...(tokens.newDevice?.newGroupKey === undefined
    ? {}
    : { NewDeviceMetadata: { DeviceKey: tokens.newDevice.key, DeviceGroupKey: tokens.newDevice.newGroupKey } }),
});

/** The tokens themselves, for the API and the token endpoint alike. */
export async function makeTokens(room: Room, request: TokenRequest): Promise<IssuedTokens> {
  const { pool, client, user, reason, clientMetadata, refreshing, grant, device } = request;
  const groups = room.memberships.groupsOf(pool, user);
  const granted = grant?.scopes ?? (refreshing && room.grants.scopesOf(refreshing.signIn));
  const plain = tokenContents(pool, client, user, groups, granted ?? [selfServiceScope]);
  const contents = await customise(room, plain, reason, clientMetadata);
  // The trigger took its time: the user may have been disabled or signed out, or the device forgotten, meanwhile.
  assertStillWelcome(room, request);
  const { signIn, refreshToken } = refreshing
    ? { signIn: refreshing.signIn, refreshToken: rotated(room, request) }
    : room.signIns.create(user, client, { authenticatedAt: grant?.authenticatedAt, device });
  if (device !== undefined && refreshing === undefined) room.devices.noteSignIn(user, device.key);
  if (grant !== undefined) room.grants.record(signIn, grant.scopes);
  if (granted === undefined) {
    const [accessToken, idToken] = await Promise.all([
      signToken(room, pool, accessClaims(contents, signIn), client.accessTokenSeconds),
      signToken(room, pool, idClaims(contents, signIn), client.idTokenSeconds),
    ]);
    return { signIn, accessToken, idToken, refreshToken, newDevice: device };
  }
  const oauth = { version: 2, ...accessClaims(contents, signIn) };
  const accessToken = await signToken(room, pool, oauth, client.accessTokenSeconds);
  const oidc = {
    ...idClaims({ ...contents, user: { ...user, attributes: attributesFor(user, client, granted) } }, signIn),
    at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
    ...(grant?.nonce === undefined ? {} : { nonce: grant.nonce }),
  };
  return { signIn, accessToken, idToken: await signToken(room, pool, oidc, client.idTokenSeconds), refreshToken };
}

/** A new refresh token where the client rotates them. */
function rotated(room: Room, { client, refreshing }: TokenRequest): string | undefined {
  if (refreshing === undefined || client.rotationGraceSeconds === undefined) return undefined;
  return room.signIns.rotate(refreshing.refreshToken, refreshing.signIn);
}

function assertStillWelcome(room: Room, { user, client, refreshing, device }: TokenRequest): void {
  const present = room.users.findBySub(user.poolId, user.sub);
  if (present === undefined) throw refusal('unknown-user');
  if (!present.enabled) throw refusal('user-disabled');
  if (refreshing !== undefined) room.signIns.byRefreshToken(refreshing.refreshToken, client);
  const known = device?.newGroupKey === undefined ? device?.key : undefined;
  if (known !== undefined) room.devices.get(present, known);
}

/** Signs with the pool's key (RS256), as Cognito does: the header has `kid` and `alg` and nothing else. */
export function signToken(room: Room, pool: UserPool, claims: JsonObject, validSeconds: number): Promise<string> {
  const { kid, privateKey } = room.signingKeys.current(pool);
  const now = seconds(room.environment.now());
  return new SignJWT({ ...claims, exp: now + validSeconds, iat: now, jti: randomUUID() })
    .setProtectedHeader({ kid, alg: 'RS256' })
    .sign(privateKey);
}

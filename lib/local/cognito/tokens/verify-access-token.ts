import { createLocalJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { SignIn } from '../store/sign-ins.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { selfServiceScope } from './claims.ts';

export interface Bearer {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly signIn: SignIn;
  readonly scopes: readonly string[];
}

/**
 * Who bears an access token: for the operations that users call for themselves, unless another scope is asked for.
 *
 * @throws AwsError NotAuthorizedException when the token is no access token of a pool here, has expired, was revoked, or
 * lacks the scope; when its user is disabled or gone
 */
export async function verifyAccessToken(room: Room, token: string, needed = selfServiceScope): Promise<Bearer> {
  const { pool, claims } = await verifySignature(room, token);
  const { token_use, client_id, event_id, scope, sub } = claims;
  if (token_use !== 'access' || typeof client_id !== 'string' || typeof event_id !== 'string') {
    throw refusal('access-token-invalid');
  }
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  if (!scopes.includes(needed)) throw refusal('access-token-scope');
  const client = room.declared.findClient(client_id);
  const user = typeof sub === 'string' ? room.users.findBySub(pool.id, sub) : undefined;
  if (client?.userPoolId !== pool.id) throw refusal('access-token-invalid');
  if (user === undefined) throw refusal('unknown-user');
  if (!user.enabled) throw refusal('user-disabled');
  return { pool, client, user, signIn: room.signIns.assertValid(event_id), scopes };
}

async function verifySignature(room: Room, token: string): Promise<{ pool: UserPool; claims: JWTPayload }> {
  const issuer = isCompact(token) ? unverifiedIssuer(token) : undefined;
  const pool = room.declared.pools.find((each) => each.issuer === issuer);
  if (pool === undefined) throw refusal('access-token-invalid');
  try {
    const keys = createLocalJWKSet({ keys: room.signingKeys.jwks(pool).keys.map((key) => ({ ...key })) });
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: pool.issuer,
      currentDate: new Date(room.environment.now()),
      requiredClaims: ['exp', 'iat', 'jti', 'sub', 'token_use'],
    });
    return { pool, claims: payload };
  } catch (error) {
    throw refusal(error instanceof errors.JWTExpired ? 'access-token-expired' : 'access-token-invalid');
  }
}

/** Three parts, each the one way to write its bytes: decoders forgive spaces and stray bits, so one token has many spellings. */
const isCompact = (token: string): boolean => {
  const parts = token.split('.');
  return parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
};

/** Only chooses whose keys are tried. */
function unverifiedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

import type { Json, JsonObject } from '../../json.ts';
import { isReadable, isVerdict } from '../attributes.ts';
import type { SignIn } from '../store/sign-ins.ts';
import type { User } from '../store/users.ts';
import type { AppClient, Group, UserPool } from '../user-pool.ts';

/** The scope of every token that comes from a sign-in by API. */
export const selfServiceScope = 'aws.cognito.signin.user.admin';

/** What the tokens of a sign-in are made of, before they are dated and signed. */
export interface TokenContents {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole: string | undefined;
  readonly scopes: readonly string[];
  /** Claims that a trigger added or replaced, `undefined` for those it took away. */
  readonly idClaims: JsonObject;
  readonly accessClaims: JsonObject;
}

export function tokenContents(
  pool: UserPool,
  client: AppClient,
  user: User,
  groups: readonly Group[],
  scopes: readonly string[],
): TokenContents {
  const roles = groups.flatMap(({ roleArn }) => roleArn ?? []);
  return {
    pool,
    client,
    user,
    groups: groups.map(({ name }) => name),
    roles,
    preferredRole: preferredRoleOf(groups),
    scopes,
    idClaims: {},
    accessClaims: {},
  };
}

/** The role of the group that takes precedence; where groups of the same precedence have different ones, there is none. */
function preferredRoleOf(groups: readonly Group[]): string | undefined {
  const [first, ...others] = groups.filter(({ roleArn }) => roleArn !== undefined);
  const rivals = others.filter(({ precedence }) => precedence === first?.precedence);
  return rivals.every(({ roleArn }) => roleArn === first?.roleArn) ? first?.roleArn : undefined;
}

const attributesOfScopes = new Map<string, readonly string[]>([
  ['email', ['email', 'email_verified']],
  ['phone', ['phone_number', 'phone_number_verified']],
]);

/**
 * The attributes that scopes let a client see: all that it may read with `profile` or with `openid` alone, else those of
 * `email` and `phone`.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
export function attributesFor(user: User, client: AppClient, scopes: readonly string[]): ReadonlyMap<string, string> {
  const narrowing = ['email', 'phone', 'profile'].filter((scope) => scopes.includes(scope));
  const all = narrowing.length === 0 || narrowing.includes('profile');
  const visible = new Set(narrowing.flatMap((scope) => attributesOfScopes.get(scope) ?? []));
  return new Map([...user.attributes].filter(([name]) => isReadable(client, name) && (all || visible.has(name))));
}

/** The claims of one kind of token without `iat`, `exp` and `jti`, in the order in which Cognito writes them. */
export const accessClaims = ({ pool, client, user, groups, scopes, ...contents }: TokenContents, signIn: SignIn) =>
  withoutUndefined({
    sub: user.sub,
    device_key: signIn.deviceKey,
    'cognito:groups': groups.length > 0 ? groups : undefined,
    iss: pool.issuer,
    client_id: client.id,
    origin_jti: client.tokenRevocation ? signIn.originJti : undefined,
    event_id: signIn.eventId,
    token_use: 'access',
    scope: scopes.join(' '),
    auth_time: seconds(signIn.authenticatedAt),
    username: user.username,
    ...contents.accessClaims,
  });

export const idClaims = (contents: TokenContents, signIn: SignIn) => {
  const { pool, client, user, groups, roles, preferredRole } = contents;
  return withoutUndefined({
    sub: user.sub,
    'cognito:groups': groups.length > 0 ? groups : undefined,
    ...attributeClaims(user, client),
    iss: pool.issuer,
    'cognito:username': user.username,
    'cognito:preferred_role': preferredRole,
    'cognito:roles': roles.length > 0 ? roles : undefined,
    origin_jti: client.tokenRevocation ? signIn.originJti : undefined,
    aud: client.id,
    event_id: signIn.eventId,
    token_use: 'id',
    auth_time: seconds(signIn.authenticatedAt),
    ...contents.idClaims,
  });
};

/** The attributes that the client may read; the two verdicts are booleans, all else are strings. */
const attributeClaims = (user: User, client: AppClient): JsonObject =>
  Object.fromEntries(
    [...user.attributes]
      .filter(([name]) => isReadable(client, name))
      .map(([name, value]) => [name, isVerdict(name) ? value === 'true' : value]),
  );

const withoutUndefined = (claims: JsonObject): Record<string, Json> =>
  Object.fromEntries(Object.entries(claims).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

export const seconds = (millis: number): number => Math.floor(millis / 1_000);

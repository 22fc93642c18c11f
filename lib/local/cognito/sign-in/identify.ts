import { type Refusal, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { nameKey, type User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';

/** Who somebody says they are. */
export interface Identity {
  /** Undefined when there is nobody of that name and the client must not learn it. */
  readonly user: User | undefined;
  /** What the client is told to call the user: `USER_ID_FOR_SRP`. */
  readonly username: string;
  /** Under what failed attempts are counted. */
  readonly attemptsName: string;
}

/** @throws AwsError UserNotFoundException where the client does not prevent user existence errors */
export function identify(
  room: Room,
  pool: UserPool,
  client: AppClient,
  name: string,
  unknown: Refusal = 'unknown-user',
): Identity {
  const user = room.users.find(pool, name);
  const attemptsName = attemptsNameOf(pool, user, name);
  if (user !== undefined) return { user, username: user.username, attemptsName };
  if (!client.preventUserExistenceErrors) throw refusal(unknown);
  const key = nameKey(pool, name);
  const username = pool.usernameAttributes.length > 0 ? room.nobody.userId(pool, key) : key;
  return { user, username, attemptsName };
}

/** The same for every name of a user, and for every spelling of a name that nobody bears. */
export const attemptsNameOf = (pool: UserPool, user: User | undefined, name: string): string =>
  user?.sub ?? `nobody ${nameKey(pool, name)}`;

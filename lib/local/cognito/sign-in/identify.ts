import { createHash } from 'node:crypto';
import { refusal } from '../refusals.ts';
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
export function identify(room: Room, pool: UserPool, client: AppClient, name: string): Identity {
  const user = room.users.find(pool, name);
  if (user !== undefined) return { user, username: user.username, attemptsName: user.sub };
  if (!client.preventUserExistenceErrors) throw refusal('unknown-user');
  return { user, username: usernameOfNobody(pool, name), attemptsName: `nobody ${nameKey(pool, name)}` };
}

/** Where user names are made here, so is that of a user who does not exist: the same one each time. */
function usernameOfNobody(pool: UserPool, name: string): string {
  if (pool.usernameAttributes.length === 0) return nameKey(pool, name);
  const hex = createHash('sha256')
    .update(`${pool.id} ${nameKey(pool, name)}`)
    .digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { UserPool } from '../user-pool.ts';
import type { Identity } from './identify.ts';

/** @throws AwsError NotAuthorizedException for a wrong password, which counts, or while the name is locked out */
export const provePassword = (
  room: Room,
  pool: UserPool,
  { user, attemptsName }: Pick<Identity, 'user' | 'attemptsName'>,
  password: string,
): Promise<User> =>
  room.failedAttempts.inTurn(pool.id, attemptsName, async () => {
    if (!(await room.passwords.isRight(user, password)) || user === undefined) {
      room.failedAttempts.record(pool.id, attemptsName);
      throw refusal('wrong-password');
    }
    return user;
  });

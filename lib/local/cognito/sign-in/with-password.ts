import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { identify } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the password itself comes with the request. */
export async function signInWithPassword(room: Room, { pool, client, parameters }: Initiation): Promise<JsonObject> {
  const { USERNAME, PASSWORD, SECRET_HASH } = takeParameters(parameters, {
    required: ['USERNAME', 'PASSWORD'],
    optional: ['SECRET_HASH'],
  });
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  const { user, attemptsName } = identify(room, pool, client, USERNAME);
  room.failedAttempts.assertNotLocked(pool.id, attemptsName);
  if (!room.passwords.isRight(user, PASSWORD) || user === undefined) {
    room.failedAttempts.record(pool.id, attemptsName);
    throw refusal('wrong-password');
  }
  return proceed(room, { pool, client, user, attemptsName, newPassword: false, secondFactor: false });
}

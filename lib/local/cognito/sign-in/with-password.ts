import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { askPreAuthentication } from '../triggers/notices.ts';
import { identify } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { migrateUser } from './migrate-user.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';
import { provePassword } from './prove-password.ts';

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the password itself comes with the request. */
export async function signInWithPassword(room: Room, initiation: Initiation): Promise<JsonObject> {
  const { pool, client, parameters, clientMetadata } = initiation;
  const { USERNAME, PASSWORD, SECRET_HASH, DEVICE_KEY } = takeParameters(parameters, {
    required: ['USERNAME', 'PASSWORD'],
    optional: ['SECRET_HASH', 'DEVICE_KEY'],
  });
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  await migrateUser(room, { pool, client, name: USERNAME }, { password: PASSWORD, validationData: clientMetadata });
  const identity = identify(room, pool, client, USERNAME);
  room.failedAttempts.assertNotLocked(pool.id, identity.attemptsName);
  const occasion = { pool, clientId: client.id, userName: identity.username };
  await askPreAuthentication(room, occasion, identity.user, clientMetadata);
  const user = await provePassword(room, pool, identity, PASSWORD);
  return proceed(room, {
    ...{ pool, client, user, attemptsName: identity.attemptsName, deviceKey: DEVICE_KEY },
    ...{ newPassword: false, secondFactor: false },
  });
}

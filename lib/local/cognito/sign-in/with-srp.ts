import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { askPreAuthentication } from '../triggers/notices.ts';
import { beginSrp, parseSrpA } from './begin-srp.ts';
import { identify } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { takeParameters } from './parameters.ts';

/** USER_SRP_AUTH: the first half of an exchange that ends with PASSWORD_VERIFIER. */
export async function signInWithSrp(room: Room, initiation: Initiation): Promise<JsonObject> {
  const { pool, client, parameters, clientMetadata } = initiation;
  const { USERNAME, SRP_A, SECRET_HASH } = takeParameters(parameters, {
    required: ['USERNAME', 'SRP_A'],
    // The answer to PASSWORD_VERIFIER says again on which device, or on none: that counts.
    optional: ['SECRET_HASH', 'DEVICE_KEY'],
  });
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  const clientPublic = parseSrpA(SRP_A);
  const identity = identify(room, pool, client, USERNAME);
  room.failedAttempts.assertNotLocked(pool.id, identity.attemptsName);
  const occasion = { pool, clientId: client.id, userName: identity.username };
  await askPreAuthentication(room, occasion, identity.user, clientMetadata);
  return beginSrp(room, { pool, client }, identity, clientPublic);
}

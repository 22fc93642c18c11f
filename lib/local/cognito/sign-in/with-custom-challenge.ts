import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import { askPreAuthentication } from '../triggers/notices.ts';
import { parseSrpA } from './begin-srp.ts';
import { customStep } from './custom-step.ts';
import { identify } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { takeParameters } from './parameters.ts';

/** CUSTOM_AUTH: the functions of the pool decide what is asked; SRP may come first. */
export async function signInWithCustomChallenge(room: Room, initiation: Initiation): Promise<JsonObject> {
  const { pool, client, parameters, clientMetadata } = initiation;
  const { USERNAME, CHALLENGE_NAME, SRP_A, SECRET_HASH, DEVICE_KEY } = takeParameters(parameters, {
    required: ['USERNAME'],
    optional: ['CHALLENGE_NAME', 'SRP_A', 'SECRET_HASH', 'DEVICE_KEY'],
  });
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  if (CHALLENGE_NAME !== undefined && CHALLENGE_NAME !== 'SRP_A') {
    throw invalidParameter('CHALLENGE_NAME can be SRP_A only');
  }
  if ((CHALLENGE_NAME === undefined) !== (SRP_A === undefined)) {
    throw invalidParameter('CHALLENGE_NAME and SRP_A come together');
  }
  const clientPublic = SRP_A === undefined ? undefined : parseSrpA(SRP_A);
  const identity = identify(room, pool, client, USERNAME);
  room.failedAttempts.assertNotLocked(pool.id, identity.attemptsName);
  const occasion = { pool, clientId: client.id, userName: identity.username };
  await askPreAuthentication(room, occasion, identity.user, clientMetadata);
  const results = clientPublic === undefined ? [] : [{ challengeName: 'SRP_A', challengeResult: true }];
  const state = { pool, client, identity, results, clientPublic, deviceKey: DEVICE_KEY };
  return customStep(room, { ...state, clientMetadata: undefined });
}

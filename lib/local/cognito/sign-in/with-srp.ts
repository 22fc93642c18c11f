import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import { parseClientPublic, startSrpExchange } from '../secrets/srp.ts';
import { identify } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { takeParameters } from './parameters.ts';

/**
 * USER_SRP_AUTH: the password never travels. A user who does not exist is asked as if he did, with a salt that stays
 * the same; the answer then fails as a wrong password does.
 */
export function signInWithSrp(room: Room, { pool, client, parameters }: Initiation): JsonObject {
  const { USERNAME, SRP_A, SECRET_HASH } = takeParameters(parameters, {
    required: ['USERNAME', 'SRP_A'],
    optional: ['SECRET_HASH'],
  });
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  const clientPublic = parseClientPublic(SRP_A);
  if (clientPublic === undefined) throw invalidParameter('SRP_A is no public value of a client');
  const { user, username, attemptsName } = identify(room, pool, client, USERNAME);
  room.failedAttempts.assertNotLocked(pool.id, attemptsName);
  const record = (user && room.passwords.srpRecord(user)) ?? room.nobody.srpRecord(pool, username);
  const { secret, serverPublic } = startSrpExchange(record.verifier);
  const token = room.sessions.open(client, {
    poolId: pool.id,
    clientId: client.id,
    sub: user?.sub,
    username,
    attemptsName,
    newPassword: false,
    challenge: {
      name: 'PASSWORD_VERIFIER',
      clientPublic: clientPublic.toString('base64url'),
      serverPublic: serverPublic.toString('base64url'),
      serverSecret: secret.toString('base64url'),
      verifier: record.verifier.toString('base64url'),
    },
  });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: record.salt.toString('hex'),
      SECRET_BLOCK: token,
      SRP_B: BigInt(`0x${serverPublic.toString('hex')}`).toString(16),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
    Session: token,
  };
}

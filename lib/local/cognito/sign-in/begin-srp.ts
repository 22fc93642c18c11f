import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import { parseClientPublic, startSrpExchange } from '../secrets/srp.ts';
import type { ChallengeResult } from '../store/challenge-sessions.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import type { Identity } from './identify.ts';

/** @throws AwsError InvalidParameterException for what is no public value of a client */
export function parseSrpA(hex: string): Buffer {
  const clientPublic = parseClientPublic(hex);
  if (clientPublic === undefined) throw invalidParameter('SRP_A is no public value of a client');
  return clientPublic;
}

/**
 * The server's half of SRP: the password never travels. A user who does not exist is asked as if he did, with a salt that
 * stays the same; the answer then fails as a wrong password does.
 */
export function beginSrp(
  room: Room,
  { pool, client }: { readonly pool: UserPool; readonly client: AppClient },
  { user, username, attemptsName }: Identity,
  clientPublic: Buffer,
  custom?: readonly ChallengeResult[],
): JsonObject {
  const record = (user && room.passwords.srpRecord(user)) ?? room.nobody.srpRecord(pool, username);
  const { secret, serverPublic } = startSrpExchange(record.verifier);
  const token = room.sessions.open(client, {
    ...{ poolId: pool.id, clientId: client.id, sub: user?.sub, username, attemptsName, newPassword: false, custom },
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

import type { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { ChallengeResult } from '../store/challenge-sessions.ts';
import { createAuthChallenge, defineAuthChallenge } from '../triggers/custom-challenge.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { beginSrp } from './begin-srp.ts';
import type { Identity } from './identify.ts';
import { proceed } from './proceed.ts';

/** A sign-in by CUSTOM_AUTH between two challenges. */
export interface CustomState {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly identity: Identity;
  readonly results: readonly ChallengeResult[];
  /** The public value for SRP, where the client began with one. */
  readonly clientPublic?: Buffer | undefined;
  readonly deviceKey: string | undefined;
  readonly clientMetadata: JsonObject | undefined;
}

/**
 * Lets the pool's functions say what is asked next, that it was enough, or that it failed. Enough is enough for the first
 * factor: a second one that the pool or the user wants is asked for as in every sign-in.
 *
 * @throws AwsError NotAuthorizedException when the functions say that it failed, or that nobody may have tokens;
 * InvalidParameterException when the pool has no such functions; InvalidLambdaResponseException when they say nothing
 */
export async function customStep(room: Room, state: CustomState): Promise<JsonObject> {
  const { pool, client, identity, results, clientPublic, deviceKey, clientMetadata } = state;
  const { user, username, attemptsName } = identity;
  const occasion = { pool, clientId: client.id, userName: username };
  const signIn = { occasion, user, results, clientMetadata };
  const decision = await defineAuthChallenge(room, signIn);
  if (decision === undefined) {
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  }
  if (decision.failAuthentication) throw failed(room, state);
  if (decision.issueTokens) {
    if (user === undefined) throw failed(room, state);
    const progress = { pool, client, user, attemptsName, deviceKey, clientMetadata };
    return proceed(room, { ...progress, newPassword: false, secondFactor: false });
  }
  if (decision.challengeName === 'PASSWORD_VERIFIER' && clientPublic !== undefined) {
    return beginSrp(room, { pool, client }, identity, clientPublic, results);
  }
  if (decision.challengeName !== 'CUSTOM_CHALLENGE') throw refusal('no-custom-auth');
  const created = await createAuthChallenge(room, signIn);
  if (created === undefined) throw refusal('no-custom-auth');
  const Session = room.sessions.open(client, {
    ...{ poolId: pool.id, clientId: client.id, sub: user?.sub, username, attemptsName, newPassword: false },
    ...{ custom: results, deviceKey },
    challenge: {
      name: 'CUSTOM_CHALLENGE',
      hidden: created.privateChallengeParameters ?? {},
      note: created.challengeMetadata ?? null,
    },
  });
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    ChallengeParameters: { ...created.publicChallengeParameters, USERNAME: username },
    Session,
  };
}

function failed(room: Room, { pool, identity }: CustomState): AwsError {
  room.failedAttempts.record(pool.id, identity.attemptsName);
  return refusal('wrong-password');
}

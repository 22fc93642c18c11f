import type { JsonObject } from '../../json.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Answer } from './answer.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';

/** Ends the set-up of an authenticator app whose first code VerifySoftwareToken took in this session. */
export async function answerMfaSetup(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  takeParameters(responses, { required: ['USERNAME'], optional: ['SECRET_HASH'] });
  const { challenge, sub, attemptsName, newPassword, deviceKey } = session;
  if (challenge.name !== 'MFA_SETUP' || !challenge.verified) {
    throw invalidParameter('Software token has not been verified in this session');
  }
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  if (user === undefined) throw refusal('session-unknown');
  room.sessions.use(token);
  return proceed(room, {
    ...{ pool, client, user, attemptsName, newPassword, deviceKey, clientMetadata },
    secondFactor: true,
  });
}

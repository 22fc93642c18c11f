import type { JsonObject } from '../../json.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Answer } from './answer.ts';
import { takeParameters } from './parameters.ts';
import { askFactor } from './proceed.ts';

/** Which of several second factors is to be asked for; it must be one that was offered. */
export async function answerMfaType(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  const { ANSWER } = takeParameters(responses, { required: ['USERNAME', 'ANSWER'], optional: ['SECRET_HASH'] });
  const { challenge, sub, attemptsName, newPassword, deviceKey } = session;
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  if (user === undefined || challenge.name !== 'SELECT_MFA_TYPE') throw refusal('session-unknown');
  if (!user.enabled) throw refusal('user-disabled');
  const chosen = challenge.choices.find((choice) => choice === ANSWER);
  if (chosen === undefined) throw invalidParameter('ANSWER is none of the factors that can be chosen');
  room.sessions.use(token);
  const progress = { pool, client, user, attemptsName, newPassword, secondFactor: false, deviceKey, clientMetadata };
  return askFactor(room, progress, chosen);
}

import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Answer } from './answer.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';

/** The code of the authenticator app. A wrong one counts as a failed sign-in; the session stays for another try. */
export async function answerSoftwareToken(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  const { SOFTWARE_TOKEN_MFA_CODE } = takeParameters(responses, {
    required: ['USERNAME', 'SOFTWARE_TOKEN_MFA_CODE'],
    // amazon-cognito-identity-js sends the code under both names.
    optional: ['SECRET_HASH', 'SMS_MFA_CODE'],
  });
  const { sub, attemptsName, newPassword, deviceKey } = session;
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  if (user === undefined) throw refusal('session-unknown');
  try {
    room.database.transaction(() => {
      room.softwareTokens.use(user, SOFTWARE_TOKEN_MFA_CODE);
      room.sessions.use(token);
    });
  } catch (error) {
    room.failedAttempts.record(pool.id, attemptsName);
    throw error;
  }
  return proceed(room, {
    ...{ pool, client, user, attemptsName, newPassword, deviceKey, clientMetadata },
    secondFactor: true,
  });
}

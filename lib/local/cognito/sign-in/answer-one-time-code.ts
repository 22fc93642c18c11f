import { timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Answer } from './answer.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';

/** Under which name an answer brings its code. */
const members = { SMS_MFA: 'SMS_MFA_CODE', EMAIL_OTP: 'EMAIL_OTP_CODE', SMS_OTP: 'SMS_OTP_CODE' } as const;

/** A code that was sent, as a first or a second factor. A wrong one counts as a failed sign-in; the session stays. */
export async function answerOneTimeCode(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  const { challenge, sub, attemptsName, newPassword, deviceKey } = session;
  if (!('factor' in challenge)) throw refusal('session-unknown');
  const member = members[challenge.name];
  const given = takeParameters(responses, { required: ['USERNAME', member], optional: ['SECRET_HASH'] })[member];
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  if (user === undefined || challenge.code === undefined || !isSame(given, challenge.code)) {
    room.failedAttempts.record(pool.id, attemptsName);
    throw refusal('code-wrong');
  }
  room.sessions.use(token);
  return proceed(room, {
    ...{ pool, client, user, attemptsName, newPassword, deviceKey, clientMetadata },
    secondFactor: challenge.factor === 'second',
  });
}

const isSame = (given: string, code: string): boolean =>
  /^\d{6}$/.test(given) && timingSafeEqual(Buffer.from(given), Buffer.from(code));

import type { JsonObject } from '../../json.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { ChallengeName, ChallengeSession } from '../store/challenge-sessions.ts';
import type { Answer } from './answer.ts';
import { answerChoice, answerPassword, answerPasswordSrp } from './answer-choice.ts';
import { answerCustomChallenge } from './answer-custom-challenge.ts';
import { answerDeviceSrp, answerDeviceVerifier } from './answer-device.ts';
import { answerMfaSetup } from './answer-mfa-setup.ts';
import { answerMfaType } from './answer-mfa-type.ts';
import { answerNewPassword } from './answer-new-password.ts';
import { answerOneTimeCode } from './answer-one-time-code.ts';
import { answerPasskey } from './answer-passkey.ts';
import { answerPasswordVerifier } from './answer-password-verifier.ts';
import { answerSoftwareToken } from './answer-software-token.ts';
import { attemptsNameOf } from './identify.ts';

/** Every challenge that AWS knows. */
const challenges = {
  PASSWORD_VERIFIER: answerPasswordVerifier,
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  SOFTWARE_TOKEN_MFA: answerSoftwareToken,
  MFA_SETUP: answerMfaSetup,
  SMS_MFA: answerOneTimeCode,
  EMAIL_OTP: answerOneTimeCode,
  SMS_OTP: answerOneTimeCode,
  SELECT_MFA_TYPE: answerMfaType,
  SELECT_CHALLENGE: answerChoice,
  PASSWORD: answerPassword,
  PASSWORD_SRP: answerPasswordSrp,
  CUSTOM_CHALLENGE: answerCustomChallenge,
  DEVICE_SRP_AUTH: answerDeviceSrp,
  DEVICE_PASSWORD_VERIFIER: answerDeviceVerifier,
  WEB_AUTHN: answerPasskey,
} as const satisfies Record<ChallengeName, (room: Room, answer: Answer) => Promise<JsonObject>>;

export type AwsChallengeName = keyof typeof challenges;
// The keys of the table above.
export const challengeNames = Object.keys(challenges) as [AwsChallengeName, ...AwsChallengeName[]];

/**
 * Judges the answer to a challenge.
 *
 * @throws AwsError NotAuthorizedException when the session is not one of this client, user and challenge, or the user is
 * locked out
 */
export async function respond(
  room: Room,
  name: AwsChallengeName,
  request: Omit<Answer, 'session' | 'token'> & { readonly token: string | undefined },
): Promise<JsonObject> {
  const judge = challenges[name];
  const { pool, client } = request;
  const { DEVICE_KEY, ...responses } = request.responses;
  const { USERNAME, SECRET_HASH, PASSWORD_CLAIM_SECRET_BLOCK } = responses;
  if (USERNAME === undefined) throw invalidParameter('Missing required parameter USERNAME');
  // Clients of SRP may leave the session out: the secret block stands for it.
  const token = request.token ?? (name === 'PASSWORD_VERIFIER' ? PASSWORD_CLAIM_SECRET_BLOCK : undefined);
  if (token === undefined) throw invalidParameter('Missing required parameter Session');
  room.clientSecrets.assertSecretHash(client, [USERNAME], SECRET_HASH);
  const session = room.sessions.read(token);
  const isBound =
    session.poolId === pool.id &&
    session.clientId === client.id &&
    session.challenge.name === name &&
    (USERNAME === session.username ||
      attemptsNameOf(pool, room.users.find(pool, USERNAME), USERNAME) === session.attemptsName);
  if (!isBound) throw refusal('session-unknown');
  room.failedAttempts.assertNotLocked(pool.id, session.attemptsName);
  const deviceKey = deviceKeyOf(name, DEVICE_KEY, session);
  return judge(room, { ...request, responses, session: { ...session, deviceKey }, token });
}

/**
 * On which device the sign-in goes on: the one that the answer names, else the one that was named before. With the password
 * a client begins anew, and one that forgot its device names none.
 *
 * @throws AwsError InvalidParameterException, ResourceNotFoundException when a proof is for another device than was asked
 */
function deviceKeyOf(name: AwsChallengeName, given: string | undefined, session: ChallengeSession): string | undefined {
  if (name === 'PASSWORD_VERIFIER') return given;
  if (name === 'DEVICE_SRP_AUTH' || name === 'DEVICE_PASSWORD_VERIFIER') {
    if (given === undefined) throw invalidParameter('Missing required parameter DEVICE_KEY');
    if (given !== session.deviceKey) throw refusal('device-unknown');
  }
  return given ?? session.deviceKey;
}

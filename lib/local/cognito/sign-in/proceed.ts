import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Challenge } from '../store/challenge-sessions.ts';
import { createDeviceKeys, type Device } from '../store/devices.ts';
import type { SignInDevice } from '../store/sign-ins.ts';
import type { User } from '../store/users.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';
import { tellPostAuthentication } from '../triggers/notices.ts';
import type { SecondFactor, UserPool } from '../user-pool.ts';
import { claimedDevice } from './claimed-device.ts';
import { type Next, nextChallenge } from './next-challenge.ts';
import type { Progress } from './progress.ts';
import { askableFactors } from './second-factors.ts';
import { sendOneTimeCode } from './send-one-time-code.ts';

/**
 * After a proof: the next challenge, or the tokens when nothing is left to prove.
 *
 * @throws AwsError NotAuthorizedException for a user who is disabled or whose temporary password is too old,
 * UserNotConfirmedException, PasswordResetRequiredException; ResourceNotFoundException for a device that there is not; what
 * the triggers throw
 */
export async function proceed(room: Room, proven: Progress): Promise<JsonObject> {
  // Passwords and triggers took their time: what counts is who the user is now.
  const user = room.users.findBySub(proven.pool.id, proven.user.sub);
  if (user === undefined) throw refusal('unknown-user');
  const progress = { ...proven, user };
  const { pool, client, attemptsName, newPassword, clientMetadata } = progress;
  if (!user.enabled) throw refusal('user-disabled');
  if (user.status === 'UNCONFIRMED') throw refusal('user-unconfirmed');
  if (user.status === 'RESET_REQUIRED') throw refusal('password-reset-required');
  if (room.passwords.isExpired(user)) throw refusal('temporary-password-expired');
  const device = claimedDevice(room, pool, user, progress.deviceKey);
  const challenge = nextChallenge(room, progress, device);
  if (challenge !== undefined) return askNext(room, progress, challenge);
  const occasion = { pool, clientId: client.id, userName: user.username };
  const newDevice = pool.devices !== undefined && device === undefined;
  await tellPostAuthentication(room, occasion, user, { newDevice, clientMetadata });
  if (room.onceProven !== undefined) {
    room.failedAttempts.forget(pool.id, attemptsName);
    return room.onceProven({ pool, client, user });
  }
  const tokens = await issueTokens(room, {
    pool,
    client,
    user,
    reason: newPassword ? 'TokenGeneration_NewPasswordChallenge' : 'TokenGeneration_Authentication',
    clientMetadata,
    device: signInDevice(pool, device),
  });
  room.failedAttempts.forget(pool.id, attemptsName);
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
}

/** Who names no device is given keys for a new one. */
function signInDevice(pool: UserPool, known: Device | undefined): SignInDevice | undefined {
  if (pool.devices === undefined) return undefined;
  if (known !== undefined) return { key: known.key };
  const { key, groupKey } = createDeviceKeys(pool);
  return { key, newGroupKey: groupKey };
}

/** Asks for the second factor that the user chose. */
export const askFactor = (room: Room, progress: Progress, name: SecondFactor): Promise<JsonObject> =>
  askNext(room, progress, { name });

async function askNext(room: Room, progress: Progress, { name }: { readonly name: Next }): Promise<JsonObject> {
  const { pool, client, user, attemptsName, newPassword, deviceKey } = progress;
  const { challenge, parameters } = await asked[name](room, progress);
  const session = {
    ...{ poolId: pool.id, clientId: client.id, sub: user.sub, username: user.username },
    ...{ attemptsName, newPassword, deviceKey, challenge },
  };
  return {
    ChallengeName: challenge.name,
    ChallengeParameters: { ...parameters, USER_ID_FOR_SRP: user.username },
    Session: room.sessions.open(client, session),
  };
}

interface Asked {
  readonly challenge: Challenge;
  readonly parameters: JsonObject;
}

const asked: Readonly<Record<Next, (room: Room, progress: Progress) => Asked | Promise<Asked>>> = {
  NEW_PASSWORD_REQUIRED: (_room, { pool, user }) => ({
    challenge: { name: 'NEW_PASSWORD_REQUIRED' },
    parameters: {
      requiredAttributes: JSON.stringify(missingAttributes(pool, user).map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
    },
  }),
  DEVICE_SRP_AUTH: (_room, { secondFactor }) => ({
    challenge: { name: 'DEVICE_SRP_AUTH', secondFactor },
    parameters: {},
  }),
  SOFTWARE_TOKEN_MFA: () => ({ challenge: { name: 'SOFTWARE_TOKEN_MFA' }, parameters: {} }),
  SMS_MFA: (room, progress) => askCode(room, progress, 'SMS_MFA'),
  EMAIL_OTP: (room, progress) => askCode(room, progress, 'EMAIL_OTP'),
  SELECT_MFA_TYPE: (room, { pool, user }) => {
    const choices = askableFactors(room, pool, user);
    return {
      challenge: { name: 'SELECT_MFA_TYPE', choices },
      parameters: { MFAS_CAN_CHOOSE: JSON.stringify(choices) },
    };
  },
  MFA_SETUP: (_room, { pool }) => ({
    challenge: { name: 'MFA_SETUP', verified: false },
    parameters: { MFAS_CAN_SETUP: JSON.stringify(pool.secondFactors) },
  }),
};

async function askCode(room: Room, progress: Progress, name: 'SMS_MFA' | 'EMAIL_OTP'): Promise<Asked> {
  room.countedActions.assertAllowed(progress.pool.id, progress.user.sub, 'send-second-factor');
  room.countedActions.count(progress.pool.id, progress.user.sub, 'send-second-factor');
  const { code, parameters } = await sendOneTimeCode(room, progress, name);
  return { challenge: { name, factor: 'second', code }, parameters };
}

/** Required attributes that an administrator left to the user. */
export const missingAttributes = (pool: UserPool, user: User): readonly string[] =>
  [...pool.attributes.values()].flatMap(({ name, required }) =>
    required && name !== 'sub' && !user.attributes.has(name) ? [name] : [],
  );

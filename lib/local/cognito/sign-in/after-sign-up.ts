import type { JsonObject } from '../../json.ts';
import type { Contact } from '../messages/delivery.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Challenge, ChallengeSession } from '../store/challenge-sessions.ts';
import type { User } from '../store/users.ts';
import { askPreAuthentication } from '../triggers/notices.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import type { Identity } from './identify.ts';
import type { Initiation } from './initiation.ts';
import { proceed } from './proceed.ts';

type SignUpState = Extract<Challenge, { readonly name: 'SIGN_UP' | 'SIGNED_UP' }>['name'];

interface Place {
  readonly pool: UserPool;
  readonly client: AppClient;
}

/**
 * The session with which somebody who signs up may go on to sign in by USER_AUTH: `SignUp` gives the first, `ConfirmSignUp`
 * takes it and gives the next, `InitiateAuth` takes that. AWS does not say which pools give one; here it takes a client
 * that allows the flow, and a pool in which codes are a first factor at all.
 */
export function openSignUpSession(
  room: Room,
  { pool, client }: Place,
  user: User,
  name: SignUpState,
): string | undefined {
  const takesCodes = pool.firstFactors.some((factor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP');
  if (!client.authFlows.includes('ALLOW_USER_AUTH') || !takesCodes) return undefined;
  return room.sessions.open(client, {
    ...{ poolId: pool.id, clientId: client.id, sub: user.sub, username: user.username, attemptsName: user.sub },
    ...{ newPassword: false, challenge: { name } },
  });
}

/** @throws AwsError NotAuthorizedException for a session that is not this client's, this user's, or of this step */
export function readSignUpSession(
  room: Room,
  { pool, client }: Place,
  token: string,
  sub: string | undefined,
  name: SignUpState,
): ChallengeSession {
  const session = room.sessions.read(token);
  const isBound =
    session.poolId === pool.id &&
    session.clientId === client.id &&
    session.challenge.name === name &&
    sub !== undefined &&
    session.sub === sub;
  if (!isBound) throw refusal('session-unknown');
  return session;
}

/** Whether the code that confirmed a sign-up went where the pool lets people sign in by one. */
export const isFirstFactor = (pool: UserPool, { attribute }: Contact): boolean =>
  pool.firstFactors.includes(attribute === 'email' ? 'EMAIL_OTP' : 'SMS_OTP');

/** The code of the sign-up counts as the first factor, once. */
export async function signInAfterSignUp(
  room: Room,
  { pool, client, clientMetadata }: Initiation,
  { user, username, attemptsName }: Identity,
  { token, deviceKey }: { readonly token: string; readonly deviceKey: string | undefined },
): Promise<JsonObject> {
  readSignUpSession(room, { pool, client }, token, user?.sub, 'SIGNED_UP');
  if (user === undefined) throw refusal('session-unknown');
  await askPreAuthentication(room, { pool, clientId: client.id, userName: username }, user, clientMetadata);
  room.sessions.use(token);
  const progress = { pool, client, user, attemptsName, deviceKey };
  return proceed(room, { ...progress, newPassword: false, secondFactor: false });
}

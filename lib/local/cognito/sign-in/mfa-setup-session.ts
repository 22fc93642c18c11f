import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Challenge, ChallengeSession } from '../store/challenge-sessions.ts';
import type { User } from '../store/users.ts';

export type MfaSetupChallenge = Extract<Challenge, { readonly name: 'MFA_SETUP' }>;

/** A session in which an authenticator app is being set up, and whose it is. */
export interface MfaSetup {
  readonly session: ChallengeSession;
  readonly challenge: MfaSetupChallenge;
  readonly user: User;
}

/**
 * @throws AwsError NotAuthorizedException for a session of another challenge, one whose app is verified already, or one
 * that a set-up in another session has overtaken: who knows only the password must not replace an app
 */
export function readMfaSetup(room: Room, token: string): MfaSetup {
  const session = room.sessions.read(token);
  const { challenge, sub, poolId } = session;
  const user = sub === undefined ? undefined : room.users.findBySub(poolId, sub);
  if (user === undefined || challenge.name !== 'MFA_SETUP' || challenge.verified) throw refusal('session-unknown');
  if (room.softwareTokens.find(user) !== undefined) throw refusal('session-unknown');
  if (!room.declared.pool(poolId).secondFactors.includes('SOFTWARE_TOKEN_MFA')) throw refusal('session-unknown');
  if (!user.enabled) throw refusal('user-disabled');
  room.failedAttempts.assertNotLocked(poolId, session.attemptsName);
  return { session, challenge, user };
}

/** Ends the session and opens one that stands a step further. */
export function advanceMfaSetup(
  room: Room,
  token: string,
  { session }: MfaSetup,
  challenge: Omit<MfaSetupChallenge, 'name'>,
): string {
  room.sessions.use(token);
  const client = room.declared.client(session.clientId);
  return room.sessions.open(client, { ...session, challenge: { name: 'MFA_SETUP', ...challenge } });
}

import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Challenge } from '../store/challenge-sessions.ts';
import type { User } from '../store/users.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';
import type { AppClient, UserPool } from '../user-pool.ts';

/** What somebody has proven so far. */
export interface Progress {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly attemptsName: string;
  readonly newPassword: boolean;
  readonly secondFactor: boolean;
  readonly clientMetadata?: JsonObject | undefined;
}

/**
 * After a proof: the next challenge, or the tokens when nothing is left to prove.
 *
 * @throws AwsError NotAuthorizedException for a user who is disabled or whose temporary password is too old; what the
 * pre token generation trigger throws
 */
export async function proceed(room: Room, progress: Progress): Promise<JsonObject> {
  const { pool, client, user, attemptsName, newPassword, clientMetadata } = progress;
  if (!user.enabled) throw refusal('user-disabled');
  if (room.passwords.isExpired(user)) throw refusal('temporary-password-expired');
  const challenge = nextChallenge(room, progress);
  if (challenge !== undefined) return ask(room, progress, challenge);
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
  });
  room.failedAttempts.forget(pool.id, attemptsName);
  return { AuthenticationResult: tokens, ChallengeParameters: {} };
}

type NextChallenge = Exclude<Challenge, { readonly name: 'PASSWORD_VERIFIER' }>;

function nextChallenge(room: Room, { pool, user, secondFactor }: Progress): NextChallenge | undefined {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return { name: 'NEW_PASSWORD_REQUIRED' };
  if (secondFactor || pool.mfa === 'OFF') return undefined;
  const token = pool.softwareTokens ? room.softwareTokens.find(user) : undefined;
  if (token !== undefined && (pool.mfa === 'ON' || token.enabled)) return { name: 'SOFTWARE_TOKEN_MFA' };
  return pool.mfa === 'ON' ? { name: 'MFA_SETUP', verified: false } : undefined;
}

function ask(room: Room, progress: Progress, challenge: NextChallenge): JsonObject {
  const { pool, client, user, attemptsName, newPassword } = progress;
  const session = {
    ...{ poolId: pool.id, clientId: client.id, sub: user.sub, username: user.username },
    ...{ attemptsName, newPassword, challenge },
  };
  return {
    ChallengeName: challenge.name,
    ChallengeParameters: { ...parameters[challenge.name](progress), USER_ID_FOR_SRP: user.username },
    Session: room.sessions.open(client, session),
  };
}

const parameters: Readonly<Record<NextChallenge['name'], (progress: Progress) => JsonObject>> = {
  NEW_PASSWORD_REQUIRED: ({ pool, user }) => ({
    requiredAttributes: JSON.stringify(missingAttributes(pool, user).map((name) => `userAttributes.${name}`)),
    userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
  }),
  SOFTWARE_TOKEN_MFA: () => ({}),
  MFA_SETUP: () => ({ MFAS_CAN_SETUP: JSON.stringify(['SOFTWARE_TOKEN_MFA']) }),
};

/** Required attributes that an administrator left to the user. */
export const missingAttributes = (pool: UserPool, user: User): readonly string[] =>
  [...pool.attributes.values()].flatMap(({ name, required }) =>
    required && name !== 'sub' && !user.attributes.has(name) ? [name] : [],
  );

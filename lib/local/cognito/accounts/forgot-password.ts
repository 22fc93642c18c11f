import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Contact } from '../messages/delivery.ts';
import { pretendToSend } from '../messages/pretend-to-send.ts';
import { sendCode } from '../messages/send-code.ts';
import { type Refusal, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { identify } from '../sign-in/identify.ts';
import { migrateUser } from '../sign-in/migrate-user.ts';
import { activeFactors, askableFactors, isVerified } from '../sign-in/second-factors.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { atLeast } from './at-least.ts';

/**
 * Sends a code by which a new password can be chosen. Where the client must not learn who exists, it is answered as if a
 * code were on its way, whoever was named.
 *
 * @throws AwsError NotAuthorizedException where only administrators reset passwords; LimitExceededException
 */
export const forgotPassword = (
  room: Room,
  request: {
    readonly pool: UserPool;
    readonly client: AppClient;
    readonly username: string;
    readonly clientMetadata: JsonObject | undefined;
  },
): Promise<JsonObject> => {
  const { pool, client, username, clientMetadata } = request;
  assertSelfService(pool);
  return atLeast(room, client, async () => {
    await migrateUser(room, { pool, client, name: username }, { password: undefined, validationData: clientMetadata });
    const { user, attemptsName } = identify(room, pool, client, username, 'no-combination');
    const recovery = user === undefined ? ('no-combination' as const) : recoveryOf(room, pool, user);
    if (typeof recovery === 'string' || user === undefined) {
      if (!client.preventUserExistenceErrors) throw refusal(typeof recovery === 'string' ? recovery : 'no-combination');
      return pretendToSend(room, pool, attemptsName, username, 'forgot-password');
    }
    return sendCode(room, {
      ...{ pool, clientId: client.id, user, contact: recovery, clientMetadata },
      ...{ purpose: 'forgot-password', reason: 'CustomMessage_ForgotPassword' },
    });
  });
};

/** @throws AwsError where the pool leaves recovery to administrators */
export function assertSelfService({ recovery }: UserPool): void {
  if (recovery.includes('admin_only')) {
    throw new AwsError('NotAuthorizedException', 'Contact administrator to reset password.');
  }
}

/** Where the code of a user goes, or why there is none. What serves as the second factor does not reset the first. */
export function recoveryOf(room: Room, pool: UserPool, user: User): Contact | Refusal {
  if (!user.enabled) return 'user-disabled';
  if (user.status === 'FORCE_CHANGE_PASSWORD') return 'user-not-resettable';
  const chosen = activeFactors(room, pool, user).map(({ name }) => name);
  // One that a sign-in would fall back on counts as well, though nobody chose it.
  const factors = [...chosen, ...askableFactors(room, pool, user)];
  const mechanisms = pool.recovery.length > 0 ? pool.recovery : (['verified_phone_number', 'verified_email'] as const);
  for (const mechanism of mechanisms) {
    const attribute = mechanism === 'verified_email' ? 'email' : 'phone_number';
    const isFactor = factors.includes(attribute === 'email' ? 'EMAIL_OTP' : 'SMS_MFA');
    const value = user.attributes.get(attribute);
    if (value !== undefined && isVerified(user, attribute) && !isFactor) return { attribute, value };
  }
  return 'no-recovery-contact';
}

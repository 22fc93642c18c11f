import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { ContactAttribute, SecondFactor, UserPool } from '../user-pool.ts';

/** Where the code of a factor goes. */
export const contactOf: Readonly<Record<'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP', ContactAttribute>> = {
  SMS_MFA: 'phone_number',
  SMS_OTP: 'phone_number',
  EMAIL_OTP: 'email',
};

export const isVerified = (user: User, attribute: ContactAttribute): boolean =>
  user.attributes.has(attribute) && user.attributes.get(`${attribute}_verified`) === 'true';

/** A second factor that a user has turned on, or that the pool requires of an app which is registered. */
export interface ActiveFactor {
  readonly name: SecondFactor;
  readonly preferred: boolean;
}

export function activeFactors(room: Room, pool: UserPool, user: User): readonly ActiveFactor[] {
  if (pool.mfa === 'OFF') return [];
  return pool.secondFactors.flatMap((name): readonly ActiveFactor[] => {
    if (name === 'SOFTWARE_TOKEN_MFA') {
      const token = room.softwareTokens.find(user);
      return token !== undefined && (pool.mfa === 'ON' || token.enabled) ? [{ name, preferred: token.preferred }] : [];
    }
    const preference = room.messageFactors.find(user, name);
    return preference?.enabled && isVerified(user, contactOf[name]) ? [{ name, preferred: preference.preferred }] : [];
  });
}

/**
 * What a sign-in asks for beside the first factor: one factor, or a choice. Where the pool requires one and the user chose
 * none, a verified number or address is taken, as AWS does.
 */
export function askableFactors(room: Room, pool: UserPool, user: User): readonly SecondFactor[] {
  const active = activeFactors(room, pool, user);
  const preferred = active.find((factor) => factor.preferred);
  if (preferred !== undefined) return [preferred.name];
  if (active.length > 0) return active.map(({ name }) => name);
  if (pool.mfa !== 'ON') return [];
  const reachable = (['SMS_MFA', 'EMAIL_OTP'] as const).find(
    (name) => pool.secondFactors.includes(name) && isVerified(user, contactOf[name]),
  );
  return reachable === undefined ? [] : [reachable];
}

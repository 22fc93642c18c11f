import * as z from 'zod';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import { activeFactors, contactOf, isVerified } from '../sign-in/second-factors.ts';
import type { FactorPreference } from '../store/message-factors.ts';
import type { User } from '../store/users.ts';
import type { SecondFactor, UserPool } from '../user-pool.ts';

const settings = z.strictObject({ Enabled: z.boolean().optional(), PreferredMfa: z.boolean().optional() }).optional();

/** The members of SetUserMFAPreference and its administrator's sister. */
export const mfaSettings = {
  SoftwareTokenMfaSettings: settings,
  SMSMfaSettings: settings,
  EmailMfaSettings: settings,
  WebAuthnMfaSettings: z.strictObject({ Enabled: z.boolean().optional() }).optional(),
} as const;

type Settings = { readonly [Member in keyof typeof mfaSettings]?: z.output<(typeof mfaSettings)[Member]> };

const factors = [
  ['SoftwareTokenMfaSettings', 'SOFTWARE_TOKEN_MFA'],
  ['SMSMfaSettings', 'SMS_MFA'],
  ['EmailMfaSettings', 'EMAIL_OTP'],
] as const satisfies readonly (readonly [Exclude<keyof typeof mfaSettings, 'WebAuthnMfaSettings'>, SecondFactor])[];

/**
 * Turns second factors on and off, and prefers one. Off only where the pool leaves the choice, or another one is left.
 *
 * @throws AwsError InvalidParameterException for a factor that the pool does not have or the user has not set up
 */
export function setMfaPreference(room: Room, pool: UserPool, user: User, given: Settings): void {
  const wanted = factors.flatMap(([member, factor]) => {
    const { Enabled = false, PreferredMfa = false } = given[member] ?? {};
    return given[member] === undefined ? [] : [{ factor, enabled: Enabled, preferred: PreferredMfa }];
  });
  const passkeys = given.WebAuthnMfaSettings && (given.WebAuthnMfaSettings.Enabled ?? false);
  if (wanted.length === 0 && passkeys === undefined) throw invalidParameter('No MFA settings are given');
  if (wanted.filter(({ preferred }) => preferred).length > 1)
    throw invalidParameter('One factor only can be preferred');
  for (const each of wanted) assertPossible(room, pool, user, each);
  room.database.transaction(() => {
    if (wanted.some(({ preferred }) => preferred)) forgetPreference(room, user);
    for (const { factor, ...preference } of wanted) write(room, user, factor, preference);
    const isLeft = wanted.some(({ enabled }) => enabled) || stillOn(room, pool, user, wanted);
    if (pool.mfa === 'ON' && !isLeft) throw invalidParameter('The user pool requires a second factor');
    if (passkeys !== undefined) setPasskeys(room, pool, user, passkeys);
  });
}

/** A passkey for both factors, beside another second factor: who loses the passkey is not locked out. */
function setPasskeys(room: Room, pool: UserPool, user: User, on: boolean): void {
  if (on && !(pool.firstFactors.includes('WEB_AUTHN') && pool.passkeys.multiFactor)) {
    throw invalidParameter('WEB_AUTHN is not enabled as multi-factor for the user pool');
  }
  if (on && activeFactors(room, pool, user).length === 0) {
    throw invalidParameter('WebAuthnMfaSettings need another second factor that is turned on');
  }
  room.passkeys.setBothFactors(user, on);
}

function assertPossible(
  room: Room,
  pool: UserPool,
  user: User,
  { factor, enabled, preferred }: FactorPreference & { readonly factor: SecondFactor },
): void {
  if (preferred && !enabled) throw invalidParameter('A factor that is not enabled cannot be preferred');
  if (!enabled) return;
  if (!pool.secondFactors.includes(factor)) throw invalidParameter(`${factor} is not enabled for the user pool`);
  if (factor === 'SOFTWARE_TOKEN_MFA') {
    if (room.softwareTokens.find(user) === undefined)
      throw invalidParameter('User has not verified software token mfa');
  } else if (!isVerified(user, contactOf[factor])) {
    throw invalidParameter(`User does not have delivery config set to turn on ${factor}`);
  }
}

/** A registered app cannot be unregistered, so it serves a pool that requires a factor unless it is the one turned off. */
const stillOn = (
  room: Room,
  pool: UserPool,
  user: User,
  wanted: readonly { readonly factor: SecondFactor }[],
): boolean => activeFactors(room, pool, user).some(({ name }) => !wanted.some(({ factor }) => factor === name));

function forgetPreference(room: Room, user: User): void {
  const token = room.softwareTokens.find(user);
  if (token !== undefined) room.softwareTokens.setPreference(user, { ...token, preferred: false });
  for (const factor of ['SMS_MFA', 'EMAIL_OTP'] as const) {
    const preference = room.messageFactors.find(user, factor);
    if (preference !== undefined) room.messageFactors.set(user, factor, { ...preference, preferred: false });
  }
}

function write(room: Room, user: User, factor: SecondFactor, preference: FactorPreference): void {
  if (factor === 'SOFTWARE_TOKEN_MFA') room.softwareTokens.setPreference(user, preference);
  else room.messageFactors.set(user, factor, preference);
}

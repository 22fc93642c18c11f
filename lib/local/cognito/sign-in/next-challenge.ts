import type { Room } from '../room.ts';
import type { Device } from '../store/devices.ts';
import type { SecondFactor, UserPool } from '../user-pool.ts';
import type { Progress } from './progress.ts';
import { askableFactors } from './second-factors.ts';

/** What may come after a proof. */
export type Next = 'NEW_PASSWORD_REQUIRED' | 'MFA_SETUP' | 'SELECT_MFA_TYPE' | 'DEVICE_SRP_AUTH' | SecondFactor;

/** A remembered device is asked for its proof at every sign-in; one that is only tracked is as good as none. */
export function nextChallenge(
  room: Room,
  { pool, user, secondFactor, deviceProven = false }: Progress,
  device: Device | undefined,
): { readonly name: Next } | undefined {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return { name: 'NEW_PASSWORD_REQUIRED' };
  const factors = secondFactor || pool.mfa === 'OFF' ? undefined : askableFactors(room, pool, user);
  const standsIn = device?.remembered === true && factors !== undefined && canStandIn(pool, factors);
  const factor = factors === undefined || standsIn ? undefined : nextFactor(pool, factors);
  if (factor !== undefined) return { name: factor };
  return device?.remembered && !deviceProven ? { name: 'DEVICE_SRP_AUTH' } : undefined;
}

function nextFactor(pool: UserPool, [only, ...others]: readonly SecondFactor[]): Next | undefined {
  if (only === undefined) return pool.mfa === 'ON' ? 'MFA_SETUP' : undefined;
  return others.length > 0 ? 'SELECT_MFA_TYPE' : only;
}

/** In place of a text message or an app, where the pool says so; never of codes by mail, nor of a factor to be set up. */
const canStandIn = (pool: UserPool, factors: readonly SecondFactor[]): boolean =>
  pool.devices?.secondFactorOnNewOnly === true &&
  factors.some((name) => name === 'SMS_MFA' || name === 'SOFTWARE_TOKEN_MFA');

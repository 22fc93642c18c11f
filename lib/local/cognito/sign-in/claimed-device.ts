import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Device } from '../store/devices.ts';
import type { User } from '../store/users.ts';
import type { UserPool } from '../user-pool.ts';

/**
 * The device that somebody says to sign in on. Asked only once a first factor is proven: before, nobody learns which
 * devices there are.
 *
 * @throws AwsError ResourceNotFoundException for one that is forgotten, another user's, was never confirmed, or in a pool
 * that tracks none: clients then go on without it
 */
export function claimedDevice(room: Room, pool: UserPool, user: User, key: string | undefined): Device | undefined {
  if (key === undefined) return undefined;
  if (pool.devices === undefined) throw refusal('device-unknown');
  return room.devices.get(user, key);
}

import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { contactOf, isVerified } from '../sign-in/second-factors.ts';
import type { User } from '../store/users.ts';
import type { FirstFactor, UserPool } from '../user-pool.ts';
import { toMfaSettings } from './shapes.ts';

/** Second factors that are turned on, and first ones that are set up: GetUserAuthFactors and its administrator's sister. */
export function toAuthFactors(room: Room, pool: UserPool, user: User): JsonObject {
  const isConfigured = (factor: FirstFactor): boolean => {
    if (factor === 'PASSWORD') return room.passwords.has(user);
    return factor === 'WEB_AUTHN' ? room.passkeys.list(user).length > 0 : isVerified(user, contactOf[factor]);
  };
  return {
    Username: user.username,
    ...toMfaSettings(room, user),
    ConfiguredUserAuthFactors: pool.firstFactors.filter(isConfigured),
  };
}

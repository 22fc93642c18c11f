import { assertAttributes } from '../attributes.ts';
import type { Room } from '../room.ts';
import type { UserDeclaration } from '../user-pool.ts';
import { withSignInName } from './sign-in-name.ts';

/**
 * Makes a user of the template, without a password, if there is none of that name.
 *
 * @returns the user's name
 * @throws AwsError InvalidParameterException for attributes that the pool does not take
 */
export function declareUser(room: Room, { userPoolId, username, attributes: given }: UserDeclaration): string {
  const pool = room.declared.pool(userPoolId);
  const known = room.users.find(pool, username);
  if (known !== undefined) return known.username;
  const attributes = withSignInName(pool, username, given);
  assertAttributes(pool, attributes);
  const identity = room.users.newIdentity(pool, username);
  return room.users.create(pool, identity, attributes, 'FORCE_CHANGE_PASSWORD').username;
}

import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { ContactAttribute, UserPool } from '../user-pool.ts';

/** Takes an address or number, as a name to sign in with, from whoever else has it: theirs is then unverified. */
export function takeAlias(
  room: Room,
  pool: UserPool,
  user: Pick<User, 'sub' | 'attributes'>,
  attribute: ContactAttribute,
): void {
  const value = user.attributes.get(attribute);
  if (value === undefined || !pool.aliasAttributes.includes(attribute)) return;
  const owner = room.users.find(pool, value);
  if (owner === undefined || owner.sub === user.sub) return;
  room.users.setAttributes(pool, owner, new Map([...owner.attributes, [`${attribute}_verified`, 'false']]));
}

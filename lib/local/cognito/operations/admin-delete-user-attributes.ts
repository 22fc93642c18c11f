import { updateAttributes } from '../accounts/update-attributes.ts';
import { members, poolOperation } from './operation.ts';

export const adminDeleteUserAttributes = poolOperation({
  name: 'AdminDeleteUserAttributes',
  input: { Username: members.username, UserAttributeNames: members.attributeNames },
  async run(room, pool, { Username, UserAttributeNames }) {
    const user = room.users.get(pool, Username);
    const given = new Map(UserAttributeNames.map((name) => [name, ''] as const));
    await updateAttributes(room, { pool, client: undefined, user, given, clientMetadata: undefined });
    return {};
  },
});

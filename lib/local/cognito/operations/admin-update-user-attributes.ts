import { updateAttributes } from '../accounts/update-attributes.ts';
import { members, poolOperation, toMap } from './operation.ts';

export const adminUpdateUserAttributes = poolOperation({
  name: 'AdminUpdateUserAttributes',
  input: {
    Username: members.username,
    UserAttributes: members.attributes,
    ClientMetadata: members.clientMetadata.optional(),
  },
  async run(room, pool, { Username, UserAttributes, ClientMetadata }) {
    const user = room.users.get(pool, Username);
    const given = toMap(UserAttributes);
    await updateAttributes(room, { pool, client: undefined, user, given, clientMetadata: ClientMetadata });
    return {};
  },
});

import { members, poolOperation } from './operation.ts';
import { toAttributes, toMfaSettings, toTimestamp } from './shapes.ts';

export const adminGetUser = poolOperation({
  name: 'AdminGetUser',
  input: { Username: members.username },
  run(room, pool, { Username }) {
    const user = room.users.get(pool, Username);
    return {
      Username: user.username,
      UserAttributes: toAttributes(user),
      UserCreateDate: toTimestamp(user.createdAt),
      UserLastModifiedDate: toTimestamp(user.modifiedAt),
      Enabled: user.enabled,
      UserStatus: user.status,
      ...toMfaSettings(room, user),
    };
  },
});

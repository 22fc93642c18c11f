import { members, poolOperation } from './operation.ts';

export const adminRemoveUserFromGroup = poolOperation({
  name: 'AdminRemoveUserFromGroup',
  input: { Username: members.username, GroupName: members.groupName },
  run(room, pool, { Username, GroupName }) {
    room.memberships.remove(room.users.get(pool, Username), room.declared.group(pool, GroupName));
    return {};
  },
});

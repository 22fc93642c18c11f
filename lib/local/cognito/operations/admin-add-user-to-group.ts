import { members, poolOperation } from './operation.ts';

export const adminAddUserToGroup = poolOperation({
  name: 'AdminAddUserToGroup',
  input: { Username: members.username, GroupName: members.groupName },
  run(room, pool, { Username, GroupName }) {
    room.memberships.add(room.users.get(pool, Username), room.declared.group(pool, GroupName));
    return {};
  },
});

import { members, poolOperation } from './operation.ts';

export const adminEnableUser = poolOperation({
  name: 'AdminEnableUser',
  input: { Username: members.username },
  run(room, pool, { Username }) {
    room.users.setEnabled(room.users.get(pool, Username), true);
    return {};
  },
});

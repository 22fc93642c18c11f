import { members, poolOperation } from './operation.ts';

/** Ends the user's sign-ins and allows no new one. */
export const adminDisableUser = poolOperation({
  name: 'AdminDisableUser',
  input: { Username: members.username },
  run(room, pool, { Username }) {
    const user = room.users.get(pool, Username);
    room.database.transaction(() => {
      room.users.setEnabled(user, false);
      room.signIns.revokeAll(user);
    });
    return {};
  },
});

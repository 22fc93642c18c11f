import { members, poolOperation } from './operation.ts';

/** Removes a user with everything that is the user's: password, factors, memberships, sign-ins. */
export const adminDeleteUser = poolOperation({
  name: 'AdminDeleteUser',
  input: { Username: members.username },
  run(room, pool, { Username }) {
    room.users.delete(room.users.get(pool, Username));
    return {};
  },
});

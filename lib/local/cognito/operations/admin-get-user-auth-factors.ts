import { toAuthFactors } from './auth-factors.ts';
import { members, poolOperation } from './operation.ts';

/** What a user can begin a sign-in with, and go on with. */
export const adminGetUserAuthFactors = poolOperation({
  name: 'AdminGetUserAuthFactors',
  input: { Username: members.username },
  run: (room, pool, { Username }) => toAuthFactors(room, pool, room.users.get(pool, Username)),
});

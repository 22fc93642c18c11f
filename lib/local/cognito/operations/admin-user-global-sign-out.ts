import { members, poolOperation } from './operation.ts';

/** Revokes every refresh token of the user, and every access token for the operations of Cognito itself. */
export const adminUserGlobalSignOut = poolOperation({
  name: 'AdminUserGlobalSignOut',
  input: { Username: members.username },
  run(room, pool, { Username }) {
    room.signIns.revokeAll(room.users.get(pool, Username));
    return {};
  },
});

import { provePassword } from '../sign-in/prove-password.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** A wrong present password counts as a failed sign-in. */
export const changePassword = openOperation({
  name: 'ChangePassword',
  input: {
    AccessToken: members.accessToken,
    PreviousPassword: members.password,
    ProposedPassword: members.password,
  },
  async run(room, { AccessToken, PreviousPassword, ProposedPassword }) {
    const { pool, user } = await verifyAccessToken(room, AccessToken);
    await provePassword(room, pool, { user, attemptsName: user.sub }, PreviousPassword);
    const prepared = await room.passwords.prepare(pool, user, ProposedPassword);
    room.passwords.put(pool, user, prepared, { temporary: false });
    return {};
  },
});

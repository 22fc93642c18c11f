import { refusal } from '../refusals.ts';
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
    room.failedAttempts.assertNotLocked(pool.id, user.sub);
    if (!room.passwords.isRight(user, PreviousPassword)) {
      room.failedAttempts.record(pool.id, user.sub);
      throw refusal('wrong-password');
    }
    room.passwords.set(pool, user, ProposedPassword, { temporary: false });
    return {};
  },
});

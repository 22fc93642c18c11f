import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** The bearer goes, with everything that was his. */
export const deleteUser = openOperation({
  name: 'DeleteUser',
  input: { AccessToken: members.accessToken },
  async run(room, { AccessToken }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    room.users.delete(user);
    return {};
  },
});

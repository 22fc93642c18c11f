import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Ends every sign-in of the bearer, this one included. */
export const globalSignOut = openOperation({
  name: 'GlobalSignOut',
  input: { AccessToken: members.accessToken },
  async run(room, { AccessToken }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    room.signIns.revokeAll(user);
    return {};
  },
});

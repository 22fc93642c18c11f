import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { toAuthFactors } from './auth-factors.ts';
import { members, openOperation } from './operation.ts';

/** What the bearer can begin a sign-in with, and go on with. */
export const getUserAuthFactors = openOperation({
  name: 'GetUserAuthFactors',
  input: { AccessToken: members.accessToken },
  async run(room, { AccessToken }) {
    const { pool, user } = await verifyAccessToken(room, AccessToken);
    return toAuthFactors(room, pool, user);
  },
});

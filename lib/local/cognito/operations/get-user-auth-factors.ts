import { contactOf, isVerified } from '../sign-in/second-factors.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';
import { toMfaSettings } from './shapes.ts';

/** What the bearer can begin a sign-in with, and go on with. */
export const getUserAuthFactors = openOperation({
  name: 'GetUserAuthFactors',
  input: { AccessToken: members.accessToken },
  async run(room, { AccessToken }) {
    const { pool, user } = await verifyAccessToken(room, AccessToken);
    const isConfigured = (factor: (typeof pool.firstFactors)[number]) => {
      if (factor === 'PASSWORD') return room.passwords.has(user);
      return factor === 'WEB_AUTHN' ? room.passkeys.list(user).length > 0 : isVerified(user, contactOf[factor]);
    };
    return {
      Username: user.username,
      ...toMfaSettings(room, user),
      ConfiguredUserAuthFactors: pool.firstFactors.filter(isConfigured),
    };
  },
});

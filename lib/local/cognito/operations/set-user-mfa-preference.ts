import { mfaSettings, setMfaPreference } from '../accounts/set-mfa-preference.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Turns the bearer's second factors on or off; off only where the pool leaves the choice. */
export const setUserMfaPreference = openOperation({
  name: 'SetUserMFAPreference',
  input: { AccessToken: members.accessToken, ...mfaSettings },
  async run(room, { AccessToken, ...settings }) {
    const { pool, user } = await verifyAccessToken(room, AccessToken);
    setMfaPreference(room, pool, user, settings);
    return {};
  },
});

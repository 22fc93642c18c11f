import * as z from 'zod';
import { invalidParameter } from '../refusals.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Turns the user's authenticator app on or off as a second factor; off only where the pool leaves the choice. */
export const setUserMfaPreference = openOperation({
  name: 'SetUserMFAPreference',
  input: {
    AccessToken: members.accessToken,
    SoftwareTokenMfaSettings: z.strictObject({
      Enabled: z.boolean().optional(),
      PreferredMfa: z.boolean().optional(),
    }),
  },
  async run(room, { AccessToken, SoftwareTokenMfaSettings: { Enabled = false, PreferredMfa = false } }) {
    const { pool, user } = await verifyAccessToken(room, AccessToken);
    if (PreferredMfa && !Enabled) throw invalidParameter('A factor that is not enabled cannot be preferred');
    if (!Enabled && pool.mfa === 'ON') throw invalidParameter('The user pool requires a second factor');
    if (Enabled && room.softwareTokens.find(user) === undefined) {
      throw invalidParameter('User has not verified software token mfa');
    }
    room.softwareTokens.setPreference(user, { enabled: Enabled, preferred: PreferredMfa });
    return {};
  },
});

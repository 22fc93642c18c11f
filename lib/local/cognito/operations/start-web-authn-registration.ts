import { openRegistration } from '../passkeys/registration.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** What the bearer's browser needs to make a passkey. */
export const startWebAuthnRegistration = openOperation({
  name: 'StartWebAuthnRegistration',
  input: { AccessToken: members.accessToken },
  async run(room, { AccessToken }) {
    return { CredentialCreationOptions: openRegistration(room, await verifyAccessToken(room, AccessToken)) };
  },
});

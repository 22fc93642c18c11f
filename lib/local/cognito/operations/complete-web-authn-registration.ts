import { registration } from '../passkeys/credential.ts';
import { closeRegistration } from '../passkeys/registration.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Takes the passkey that the bearer's authenticator made for the challenge, which is used up whatever comes of it. */
export const completeWebAuthnRegistration = openOperation({
  name: 'CompleteWebAuthnRegistration',
  input: { AccessToken: members.accessToken, Credential: registration },
  async run(room, { AccessToken, Credential }) {
    closeRegistration(room, await verifyAccessToken(room, AccessToken), Credential);
    return {};
  },
});

import { assertClientData, parseClientData } from '../passkeys/client-data.ts';
import { registration } from '../passkeys/credential.ts';
import { judgeRegistration } from '../passkeys/judge-passkey.ts';
import { relyingPartyOf } from '../passkeys/relying-party.ts';
import { invalidParameter } from '../refusals.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** Takes the passkey that the bearer's authenticator made for the challenge, which is used up whatever comes of it. */
export const completeWebAuthnRegistration = openOperation({
  name: 'CompleteWebAuthnRegistration',
  input: { AccessToken: members.accessToken, Credential: registration },
  async run(room, { AccessToken, Credential: { id, rawId, response, authenticatorAttachment } }) {
    const { pool, client, user } = await verifyAccessToken(room, AccessToken);
    const relyingPartyId = relyingPartyOf(room.environment, pool);
    const clientData = parseClientData(response.clientDataJSON);
    room.passkeys.closeRegistration(user, client, clientData.challenge);
    assertClientData(clientData, { type: 'webauthn.create', relyingPartyId });
    const terms = { relyingPartyId, userVerification: pool.passkeys.userVerification };
    const made = judgeRegistration(response.attestationObject, response.clientDataJSON, terms);
    if (!made.id.equals(rawId) || id !== rawId.toString('base64url')) {
      throw invalidParameter('The credential has another id than its authenticator says');
    }
    const { transports = [] } = response;
    room.passkeys.add(user, { ...made, relyingPartyId, transports, attachment: authenticatorAttachment ?? undefined });
    return {};
  },
});

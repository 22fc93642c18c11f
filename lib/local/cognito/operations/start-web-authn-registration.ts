import { algorithms } from '../passkeys/cose-key.ts';
import { relyingPartyOf } from '../passkeys/relying-party.ts';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** What the bearer's browser needs to make a passkey: `PublicKeyCredentialCreationOptionsJSON`. */
export const startWebAuthnRegistration = openOperation({
  name: 'StartWebAuthnRegistration',
  input: { AccessToken: members.accessToken },
  async run(room, { AccessToken }) {
    const { pool, client, user } = await verifyAccessToken(room, AccessToken);
    const relyingPartyId = relyingPartyOf(room.environment, pool);
    return {
      CredentialCreationOptions: {
        challenge: room.passkeys.openRegistration(user, client),
        rp: { id: relyingPartyId, name: relyingPartyId },
        user: { id: Buffer.from(user.sub).toString('base64url'), name: user.username, displayName: user.username },
        pubKeyCredParams: Object.values(algorithms).map((alg) => ({ type: 'public-key', alg })),
        timeout: 60_000,
        excludeCredentials: room.passkeys
          .list(user)
          .map(({ id }) => ({ type: 'public-key', id: id.toString('base64url') })),
        authenticatorSelection: {
          ...{ requireResidentKey: true, residentKey: 'required' },
          userVerification: pool.passkeys.userVerification,
        },
      },
    };
  },
});

import * as z from 'zod';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';

/** The passkey signs nobody in any more. */
export const deleteWebAuthnCredential = openOperation({
  name: 'DeleteWebAuthnCredential',
  input: { AccessToken: members.accessToken, CredentialId: z.string().min(1).max(1_400) },
  async run(room, { AccessToken, CredentialId }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    room.passkeys.delete(user, Buffer.from(CredentialId, 'base64url'));
    return {};
  },
});

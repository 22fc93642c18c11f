import * as z from 'zod';
import { verifyAccessToken } from '../tokens/verify-access-token.ts';
import { members, openOperation } from './operation.ts';
import { pageOf } from './page.ts';
import { toTimestamp } from './shapes.ts';

export const listWebAuthnCredentials = openOperation({
  name: 'ListWebAuthnCredentials',
  input: {
    AccessToken: members.accessToken,
    MaxResults: z.int().min(0).max(20).optional(),
    NextToken: members.nextToken.optional(),
  },
  async run(room, { AccessToken, MaxResults, NextToken }) {
    const { user } = await verifyAccessToken(room, AccessToken);
    const { page, next } = pageOf(room.passkeys.list(user), MaxResults || 20, NextToken);
    return {
      Credentials: page.map(({ id, relyingPartyId, attachment, transports, createdAt }) => ({
        CredentialId: id.toString('base64url'),
        // AWS makes one up from the authenticator's model; here no list of models is kept.
        FriendlyCredentialName: 'Passkey',
        RelyingPartyId: relyingPartyId,
        ...(attachment === undefined ? {} : { AuthenticatorAttachment: attachment }),
        AuthenticatorTransports: transports,
        CreatedAt: toTimestamp(createdAt),
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
});

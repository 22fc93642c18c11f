import { AwsError } from '../../aws-service.ts';
import { refusal } from '../refusals.ts';
import { members, openOperation } from './operation.ts';

/** Revokes a refresh token and, for Cognito's own operations, every access token that came from it. */
export const revokeToken = openOperation({
  name: 'RevokeToken',
  input: {
    Token: members.accessToken,
    ClientId: members.clientId,
    ClientSecret: members.accessToken.optional(),
  },
  run(room, { Token, ClientId, ClientSecret }) {
    const client = room.declared.client(ClientId);
    const isClient = client.hasSecret
      ? ClientSecret !== undefined && room.clientSecrets.isSecret(client, ClientSecret)
      : ClientSecret === undefined;
    if (!isClient) throw new AwsError('UnauthorizedException', 'The client could not be authenticated');
    if (!client.tokenRevocation) throw refusal('revocation-disabled');
    room.signIns.revokeByRefreshToken(Token, client);
    return {};
  },
});

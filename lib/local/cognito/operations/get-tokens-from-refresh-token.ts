import { AwsError } from '../../aws-service.ts';
import { refusal } from '../refusals.ts';
import { refreshTokens } from '../sign-in/with-refresh-token.ts';
import { toAuthenticationResult } from '../tokens/issue-tokens.ts';
import { members, openOperation } from './operation.ts';

/** New tokens with a new refresh token, for clients that rotate them; REFRESH_TOKEN_AUTH is for all others. */
export const getTokensFromRefreshToken = openOperation({
  name: 'GetTokensFromRefreshToken',
  input: {
    ...{ RefreshToken: members.accessToken, ClientId: members.clientId },
    ClientSecret: members.accessToken.optional(),
    ClientMetadata: members.clientMetadata.optional(),
  },
  async run(room, { RefreshToken, ClientId, ClientSecret }) {
    const client = room.declared.client(ClientId);
    const isClient = client.hasSecret
      ? ClientSecret !== undefined && room.clientSecrets.isSecret(client, ClientSecret)
      : ClientSecret === undefined;
    if (!isClient) throw new AwsError('NotAuthorizedException', 'The client could not be authenticated');
    if (client.rotationGraceSeconds === undefined) throw refusal('rotation-disabled');
    const pool = room.declared.pool(client.userPoolId);
    const tokens = await refreshTokens(room, { pool, client, refreshToken: RefreshToken });
    return { AuthenticationResult: toAuthenticationResult(client, tokens) };
  },
});

import { AwsError } from '../../aws-service.ts';
import { invalidParameter } from '../refusals.ts';
import { refreshTokens } from '../sign-in/with-refresh-token.ts';
import { toAuthenticationResult } from '../tokens/issue-tokens.ts';
import { members, openOperation } from './operation.ts';

/** New tokens, with a new refresh token where the client rotates them; without rotation, as by REFRESH_TOKEN_AUTH. */
export const getTokensFromRefreshToken = openOperation({
  name: 'GetTokensFromRefreshToken',
  input: {
    ...{ RefreshToken: members.accessToken, ClientId: members.clientId },
    ClientSecret: members.accessToken.optional(),
    DeviceKey: members.deviceKey.optional(),
    ClientMetadata: members.clientMetadata.optional(),
  },
  async run(room, { RefreshToken, ClientId, ClientSecret, DeviceKey, ClientMetadata }) {
    const client = room.declared.client(ClientId);
    const isClient = client.hasSecret
      ? ClientSecret !== undefined && room.clientSecrets.isSecret(client, ClientSecret)
      : ClientSecret === undefined;
    if (!isClient) throw new AwsError('NotAuthorizedException', 'The client could not be authenticated');
    const refreshes =
      client.rotationGraceSeconds !== undefined || client.authFlows.includes('ALLOW_REFRESH_TOKEN_AUTH');
    if (!refreshes) throw invalidParameter('REFRESH_TOKEN_AUTH flow not enabled for this client');
    const pool = room.declared.pool(client.userPoolId);
    const request = { pool, client, refreshToken: RefreshToken, deviceKey: DeviceKey, clientMetadata: ClientMetadata };
    const tokens = await refreshTokens(room, request);
    return { AuthenticationResult: toAuthenticationResult(client, tokens) };
  },
});

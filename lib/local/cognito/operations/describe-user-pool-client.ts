import { members, poolOperation } from './operation.ts';
import { toTimestamp } from './shapes.ts';

/** An app client with its secret, where it has one: whoever may call this may act as the client. */
export const describeUserPoolClient = poolOperation({
  name: 'DescribeUserPoolClient',
  input: { ClientId: members.clientId },
  run(room, pool, { ClientId }) {
    const client = room.declared.clientOf(pool, ClientId);
    const secret = room.clientSecrets.secretOf(client);
    return {
      UserPoolClient: {
        UserPoolId: pool.id,
        ClientName: client.name,
        ClientId: client.id,
        ...(secret === undefined ? {} : { ClientSecret: secret }),
        CreationDate: toTimestamp(client.declaredAt),
        LastModifiedDate: toTimestamp(client.declaredAt),
        ExplicitAuthFlows: client.authFlows,
        AccessTokenValidity: client.accessTokenSeconds,
        IdTokenValidity: client.idTokenSeconds,
        RefreshTokenValidity: client.refreshTokenSeconds,
        TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
        RefreshTokenRotation:
          client.rotationGraceSeconds === undefined
            ? { Feature: 'DISABLED' }
            : { Feature: 'ENABLED', RetryGracePeriodSeconds: client.rotationGraceSeconds },
        AuthSessionValidity: client.authSessionMinutes,
        EnableTokenRevocation: client.tokenRevocation,
        PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
        AllowedOAuthFlowsUserPoolClient: client.oauth.flows.length > 0,
        AllowedOAuthFlows: client.oauth.flows,
        AllowedOAuthScopes: client.oauth.scopes,
        ...(client.readAttributes === undefined ? {} : { ReadAttributes: client.readAttributes }),
        ...(client.writeAttributes === undefined ? {} : { WriteAttributes: client.writeAttributes }),
      },
    };
  },
});

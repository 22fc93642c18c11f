import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { allFlows, codeOf, goodPassword, openFixture, otherPassword } from './fixture.ts';
import { serve } from './server.ts';

/** The AWS SDK is the judge: what it sends is understood, what it gets it can read. */
const connect = (endpoint: string) =>
  new sdk.CognitoIdentityProviderClient({
    endpoint,
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'unchecked here' },
  });

test('the life of a user, from a temporary password to the end of every session', async (context) => {
  const fixture = openFixture(context);
  fixture.declare('AWS::Cognito::UserPoolGroup', { UserPoolId: fixture.poolId, GroupName: 'customer', Precedence: 1 });
  const ClientId = fixture.client();
  const UserPoolId = fixture.poolId;
  const client = connect(await serve(context, fixture.cognito));
  context.after(() => client.destroy());

  const { User } = await client.send(
    new sdk.AdminCreateUserCommand({
      ...{ UserPoolId, Username: 'Ada', TemporaryPassword: goodPassword, MessageAction: 'SUPPRESS' },
      UserAttributes: [
        { Name: 'email', Value: 'ada@bank.example' },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  assert.equal(User?.Username, 'ada');
  assert.equal(User?.UserStatus, 'FORCE_CHANGE_PASSWORD');
  assert.ok(User?.UserCreateDate instanceof Date);
  await client.send(new sdk.AdminAddUserToGroupCommand({ UserPoolId, Username: 'ada', GroupName: 'customer' }));

  const begun = await client.send(
    new sdk.InitiateAuthCommand({
      ...{ ClientId, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: 'ada', PASSWORD: goodPassword },
    }),
  );
  assert.equal(begun.ChallengeName, 'NEW_PASSWORD_REQUIRED');
  assert.equal(begun.ChallengeParameters?.['requiredAttributes'], '[]');

  const changed = await client.send(
    new sdk.RespondToAuthChallengeCommand({
      ...{ ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: begun.Session },
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: otherPassword },
    }),
  );
  assert.equal(changed.ChallengeName, 'MFA_SETUP');
  assert.equal(changed.ChallengeParameters?.['MFAS_CAN_SETUP'], '["SOFTWARE_TOKEN_MFA"]');

  const { SecretCode = '', Session } = await client.send(
    new sdk.AssociateSoftwareTokenCommand({ Session: changed.Session }),
  );
  const verified = await client.send(
    new sdk.VerifySoftwareTokenCommand({ Session, UserCode: codeOf(SecretCode, fixture.clock.now) }),
  );
  assert.equal(verified.Status, 'SUCCESS');
  const { AuthenticationResult: tokens } = await client.send(
    new sdk.RespondToAuthChallengeCommand({
      ...{ ClientId, ChallengeName: 'MFA_SETUP', Session: verified.Session },
      ChallengeResponses: { USERNAME: 'ada' },
    }),
  );
  assert.equal(tokens?.TokenType, 'Bearer');
  assert.equal(tokens?.ExpiresIn, 3_600);

  const verifier = CognitoJwtVerifier.create({ userPoolId: UserPoolId, clientId: ClientId, tokenUse: 'access' });
  const { jwks } = fixture.cognito.keysOf(fixture.poolArn);
  verifier.cacheJwks({ keys: jwks.keys.map((key) => ({ ...key })) });
  const claims = await verifier.verify(tokens?.AccessToken ?? '');
  assert.deepEqual(claims['cognito:groups'], ['customer']);

  const AccessToken = tokens?.AccessToken ?? '';
  const { Username, UserMFASettingList } = await client.send(new sdk.GetUserCommand({ AccessToken }));
  assert.equal(Username, 'ada');
  assert.deepEqual(UserMFASettingList, ['SOFTWARE_TOKEN_MFA']);

  const { AuthenticationResult: refreshed } = await client.send(
    new sdk.InitiateAuthCommand({
      ...{ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
      AuthParameters: { REFRESH_TOKEN: tokens?.RefreshToken ?? '' },
    }),
  );
  assert.ok(refreshed?.AccessToken);
  assert.equal(refreshed?.RefreshToken, undefined);

  await client.send(new sdk.GlobalSignOutCommand({ AccessToken }));
  await assert.rejects(client.send(new sdk.GetUserCommand({ AccessToken })), {
    name: 'NotAuthorizedException',
    message: 'Access Token has been revoked',
  });

  const { Users } = await client.send(
    new sdk.ListUsersCommand({ UserPoolId, Filter: 'email ^= "ada@"', AttributesToGet: ['email'] }),
  );
  assert.deepEqual(
    Users?.map((each) => each.Username),
    ['ada'],
  );
  await client.send(new sdk.AdminDeleteUserCommand({ UserPoolId, Username: 'ada' }));
  await assert.rejects(client.send(new sdk.AdminGetUserCommand({ UserPoolId, Username: 'ada' })), {
    name: 'UserNotFoundException',
  });
});

test('an administrator signs a user in for a client with a secret', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const UserPoolId = fixture.poolId;
  const ClientId = fixture.client({ ...allFlows, GenerateSecret: true });
  await fixture.user('ada', { totp: false });
  const client = connect(await serve(context, fixture.cognito));
  context.after(() => client.destroy());

  const { UserPoolClient } = await client.send(new sdk.DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const SECRET_HASH = createHmac('sha256', UserPoolClient?.ClientSecret ?? '')
    .update(`ada${ClientId}`)
    .digest('base64');
  const { AuthenticationResult } = await client.send(
    new sdk.AdminInitiateAuthCommand({
      ...{ UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: 'ada', PASSWORD: goodPassword, SECRET_HASH },
    }),
  );
  assert.ok(AuthenticationResult?.IdToken);
  await assert.rejects(
    client.send(new sdk.RevokeTokenCommand({ ClientId, Token: AuthenticationResult.RefreshToken })),
    { name: 'UnauthorizedException' },
  );
  await client.send(
    new sdk.RevokeTokenCommand({
      ...{ ClientId, Token: AuthenticationResult.RefreshToken },
      ClientSecret: UserPoolClient?.ClientSecret,
    }),
  );
  await assert.rejects(client.send(new sdk.GetUserCommand({ AccessToken: AuthenticationResult.AccessToken })), {
    name: 'NotAuthorizedException',
  });
});

test('an operation that is not done here is refused by name', async (context) => {
  const fixture = openFixture(context);
  const client = connect(await serve(context, fixture.cognito));
  context.after(() => client.destroy());
  await assert.rejects(
    client.send(new sdk.AdminListUserAuthEventsCommand({ UserPoolId: fixture.poolId, Username: 'ada' })),
    {
      name: 'UnknownOperationException',
      message: /AdminListUserAuthEvents/,
    },
  );
});

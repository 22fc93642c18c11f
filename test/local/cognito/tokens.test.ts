import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import {
  allFlows,
  awsError,
  type Fixture,
  goodPassword,
  openFixture,
  otherPassword,
  type Person,
  signIn,
  type Tokens,
} from './fixture.ts';

const plainPool = { UsernameConfiguration: { CaseSensitive: false } };

const withoutTotp = (name: string): Person => ({
  name,
  password: goodPassword,
  code: () => '',
  setSecret: () => undefined,
});

async function withTokens(fixture: Fixture, client = {}): Promise<Tokens & { readonly clientId: string }> {
  const clientId = fixture.client({ ...allFlows, ...client });
  const ada = await fixture.user('ada', { totp: false });
  return { clientId, ...(await signIn(fixture, clientId, ada)) };
}

test('an access token has the claims that Cognito writes, and no others', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  fixture.declare('AWS::Cognito::UserPoolGroup', { UserPoolId: fixture.poolId, GroupName: 'operator', Precedence: 1 });
  fixture.declare('AWS::Cognito::UserPoolGroup', { UserPoolId: fixture.poolId, GroupName: 'customer', Precedence: 2 });
  await fixture.user('ada', { totp: false });
  for (const GroupName of ['customer', 'operator']) {
    await fixture.call('AdminAddUserToGroup', { UserPoolId: fixture.poolId, Username: 'ada', GroupName });
  }
  const clientId = fixture.client();
  const now = Math.floor(fixture.clock.now / 1_000);
  const { accessToken } = await signIn(fixture, clientId, withoutTotp('ada'));
  const { sub, origin_jti, event_id, jti, ...claims } = decodeJwt(accessToken);
  for (const id of [sub, origin_jti, event_id, jti]) assert.match(String(id), /^[0-9a-f-]{36}$/);
  assert.deepEqual(claims, {
    'cognito:groups': ['operator', 'customer'],
    iss: `https://cognito-idp.eu-central-1.amazonaws.com/${fixture.poolId}`,
    client_id: clientId,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    auth_time: now,
    exp: now + 3_600,
    iat: now,
    username: 'ada',
  });
  assert.deepEqual(Object.keys(decodeProtectedHeader(accessToken)), ['kid', 'alg']);
});

test('an ID token tells the attributes that the client may read', async (context) => {
  const fixture = openFixture(context, {
    pool: { ...plainPool, Schema: [{ Name: 'branch', AttributeDataType: 'String', Mutable: true }] },
  });
  await fixture.call('AdminCreateUser', {
    ...{ UserPoolId: fixture.poolId, Username: 'bob', MessageAction: 'SUPPRESS' },
    TemporaryPassword: goodPassword,
    UserAttributes: [
      { Name: 'email', Value: 'bob@bank.example' },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'custom:branch', Value: 'north' },
    ],
  });
  await fixture.call('AdminSetUserPassword', {
    ...{ UserPoolId: fixture.poolId, Username: 'bob', Permanent: true },
    Password: goodPassword,
  });
  const bob = withoutTotp('bob');
  const everything = decodeJwt((await signIn(fixture, fixture.client(), bob)).idToken);
  assert.equal(everything['email_verified'], true);
  assert.equal(everything['custom:branch'], 'north');
  assert.equal(everything['token_use'], 'id');
  assert.equal(everything['cognito:username'], 'bob');
  assert.equal(everything['client_id'], undefined);
  const narrow = fixture.client({ ...allFlows, ReadAttributes: ['email'] }, '000000000abc');
  const claims = decodeJwt((await signIn(fixture, narrow, bob)).idToken);
  assert.equal(claims.aud, narrow);
  assert.equal(claims['email'], 'bob@bank.example');
  assert.equal(claims['custom:branch'], undefined);
});

test('tokens live as long as the client says', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const { accessToken, idToken } = await withTokens(fixture, {
    AccessTokenValidity: 15,
    IdTokenValidity: 1,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'days' },
  });
  const lifetime = (token: string) => {
    const { exp = 0, iat = 0 } = decodeJwt(token);
    return exp - iat;
  };
  assert.equal(lifetime(accessToken), 900);
  assert.equal(lifetime(idToken), 86_400);
});

test('a refresh keeps the sign-in and its time, and renews the rest', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const { clientId, accessToken, refreshToken } = await withTokens(fixture);
  fixture.clock.now += 600_000;
  const first = decodeJwt(accessToken);
  const second = decodeJwt(await refresh(fixture, clientId, refreshToken));
  for (const kept of ['sub', 'origin_jti', 'event_id', 'auth_time']) assert.equal(second[kept], first[kept], kept);
  assert.notEqual(second.jti, first.jti);
  assert.ok((second.exp ?? 0) > (first.exp ?? 0));
});

test('a refresh token serves its own client only, and until it expires', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const { clientId, refreshToken } = await withTokens(fixture, {
    RefreshTokenValidity: 2,
    TokenValidityUnits: { RefreshToken: 'hours' },
  });
  const other = fixture.client(allFlows, '000000000abc');
  await assert.rejects(
    refresh(fixture, other, refreshToken),
    awsError('NotAuthorizedException', 'Invalid Refresh Token'),
  );
  await refresh(fixture, clientId, refreshToken);
  fixture.clock.now += 2 * 3_600_000;
  await assert.rejects(
    refresh(fixture, clientId, refreshToken),
    awsError('NotAuthorizedException', 'Refresh Token has expired'),
  );
});

const ends: readonly { readonly title: string; readonly end: (it: Ended) => Promise<unknown> }[] = [
  {
    title: 'signs out everywhere',
    end: ({ fixture, accessToken }) => fixture.call('GlobalSignOut', { AccessToken: accessToken }),
  },
  {
    title: 'is signed out by an administrator',
    end: ({ fixture }) => fixture.call('AdminUserGlobalSignOut', { UserPoolId: fixture.poolId, Username: 'ada' }),
  },
  {
    title: 'revokes the refresh token',
    end: ({ fixture, clientId, refreshToken }) =>
      fixture.call('RevokeToken', { ClientId: clientId, Token: refreshToken }),
  },
  {
    title: 'is disabled',
    end: ({ fixture }) => fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' }),
  },
  {
    title: 'is deleted',
    end: ({ fixture }) => fixture.call('AdminDeleteUser', { UserPoolId: fixture.poolId, Username: 'ada' }),
  },
];

interface Ended extends Tokens {
  readonly fixture: Fixture;
  readonly clientId: string;
}

for (const { title, end } of ends) {
  test(`a user who ${title} refreshes nothing and is nobody to Cognito`, async (context) => {
    const fixture = openFixture(context, { pool: plainPool });
    const tokens = await withTokens(fixture);
    await fixture.call('GetUser', { AccessToken: tokens.accessToken });
    await refresh(fixture, tokens.clientId, tokens.refreshToken);
    await end({ fixture, ...tokens });
    await assert.rejects(refresh(fixture, tokens.clientId, tokens.refreshToken), awsError('NotAuthorizedException'));
    await assert.rejects(fixture.call('GetUser', { AccessToken: tokens.accessToken }));
  });
}

test('a user whose password was reset refreshes nothing until it is changed', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const { clientId, refreshToken } = await withTokens(fixture);
  await fixture.call('AdminSetUserPassword', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada', Password: otherPassword, Permanent: false },
  });
  await assert.rejects(refresh(fixture, clientId, refreshToken), awsError('NotAuthorizedException'));
});

test('revoking one sign-in leaves the others', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const first = await withTokens(fixture);
  const second = await signIn(fixture, first.clientId, withoutTotp('ada'));
  await fixture.call('RevokeToken', { ClientId: first.clientId, Token: first.refreshToken });
  await refresh(fixture, first.clientId, second.refreshToken);
});

test('a client without token revocation revokes nothing, and its tokens name no origin', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const { clientId, refreshToken, accessToken } = await withTokens(fixture, { EnableTokenRevocation: false });
  assert.equal(decodeJwt(accessToken)['origin_jti'], undefined);
  await assert.rejects(
    fixture.call('RevokeToken', { ClientId: clientId, Token: refreshToken }),
    awsError('UnsupportedOperationException'),
  );
});

test('only an access token of the pool that is whole and not too old says who somebody is', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const other = openFixture(context, { pool: plainPool });
  const { accessToken, idToken, refreshToken } = await withTokens(fixture);
  const foreign = await withTokens(other);
  const [header = '', payload = '', signature = ''] = accessToken.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
  const forged = [
    ...[idToken, refreshToken, foreign.accessToken, `${none}.${payload}.`, `${header}.${payload}.`],
    ...[`${header}.${payload}.${flipped}`, `${accessToken} `, 'x'],
  ];
  for (const AccessToken of forged) {
    await assert.rejects(
      fixture.call('GetUser', { AccessToken }),
      awsError('NotAuthorizedException', 'Invalid Access Token'),
    );
  }
  fixture.clock.now += 3_600_000;
  await assert.rejects(
    fixture.call('GetUser', { AccessToken: accessToken }),
    awsError('NotAuthorizedException', 'Access Token has expired'),
  );
});

async function refresh(fixture: Fixture, clientId: string, token: string): Promise<string> {
  const answer = await fixture.call('InitiateAuth', {
    ...{ ClientId: clientId, AuthFlow: 'REFRESH_TOKEN_AUTH' },
    AuthParameters: { REFRESH_TOKEN: token },
  });
  return (answer['AuthenticationResult'] as { readonly AccessToken: string }).AccessToken;
}

test('the role of the group that takes precedence is preferred; between equal groups none is', async (context) => {
  const fixture = openFixture(context, { pool: plainPool });
  const { poolId: UserPoolId } = fixture;
  await fixture.user('ada', { totp: false });
  const clientId = fixture.client();
  const join = async (GroupName: string, Precedence: number, role: string) => {
    const RoleArn = `arn:aws:iam::123456789012:role/${role}`;
    await fixture.call('CreateGroup', { UserPoolId, GroupName, Precedence, RoleArn });
    await fixture.call('AdminAddUserToGroup', { UserPoolId, Username: 'ada', GroupName });
    return decodeJwt((await signIn(fixture, clientId, withoutTotp('ada'))).idToken)['cognito:preferred_role'];
  };
  assert.equal(await join('late', 9, 'late'), 'arn:aws:iam::123456789012:role/late');
  assert.equal(await join('first', 1, 'same'), 'arn:aws:iam::123456789012:role/same');
  assert.equal(await join('first-too', 1, 'same'), 'arn:aws:iam::123456789012:role/same');
  assert.equal(await join('admins', 1, 'other'), undefined);
});

test('a custom attribute is text, and its user’s, though it be named as a verdict is', async (context) => {
  const pool = { ...plainPool, Schema: [{ Name: 'age_verified', AttributeDataType: 'String', Mutable: true }] };
  const fixture = openFixture(context, { pool });
  const { clientId, accessToken } = await withTokens(fixture);
  const UserAttributes = [{ Name: 'custom:age_verified', Value: 'no' }];
  await fixture.call('UpdateUserAttributes', { AccessToken: accessToken, UserAttributes });
  const { idToken } = await signIn(fixture, clientId, withoutTotp('ada'));
  assert.equal(decodeJwt(idToken)['custom:age_verified'], 'no');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { User } from '../../../lib/local/cognito/store/users.ts';
import { parseUserFilter } from '../../../lib/local/cognito/user-filter.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import {
  answerTotp,
  awsError,
  type Fixture,
  goodPassword,
  openFixture,
  otherPassword,
  passwordSignIn,
} from './fixture.ts';

const create = (fixture: Fixture, Username: string, attributes: Readonly<Record<string, string>> = {}) =>
  fixture.call('AdminCreateUser', {
    ...{ UserPoolId: fixture.poolId, Username, TemporaryPassword: goodPassword, MessageAction: 'SUPPRESS' },
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  });

const namesIn = (answer: JsonObject) =>
  (answer['Users'] as readonly { readonly Username: string }[]).map(({ Username }) => Username);

test('a name is given once, and capitals make no difference where the pool says so', async (context) => {
  const fixture = openFixture(context);
  await create(fixture, 'ada');
  await assert.rejects(create(fixture, 'ADA'), awsError('UsernameExistsException', 'User account already exists'));
  const sensitive = openFixture(context, { pool: {} });
  await create(sensitive, 'ada');
  await create(sensitive, 'ADA');
});

test('in a pool that signs in by address, an address is given once and is the name to sign in with', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameAttributes: ['email'] } });
  await assert.rejects(create(fixture, 'ada'), awsError('InvalidParameterException'));
  const { User } = await create(fixture, 'ada@bank.example');
  const { Username } = User as { readonly Username: string };
  assert.match(Username, /^[0-9a-f-]{36}$/);
  await assert.rejects(create(fixture, 'ada@bank.example'), awsError('UsernameExistsException'));
  const clientId = fixture.client();
  const challenge = await passwordSignIn(fixture, clientId, { name: 'ada@bank.example', password: goodPassword });
  assert.equal((challenge['ChallengeParameters'] as JsonObject)['USER_ID_FOR_SRP'], Username);
});

test('an invitation that would reach nobody is refused, not swallowed', async (context) => {
  const fixture = openFixture(context);
  const user = { UserPoolId: fixture.poolId, Username: 'ada', TemporaryPassword: goodPassword };
  await assert.rejects(fixture.call('AdminCreateUser', user), awsError('InvalidParameterException', /SUPPRESS/));
});

test('a user who breaks a rule is not made at all', async (context) => {
  const fixture = openFixture(context, {
    pool: { Schema: [{ Name: 'branch', StringAttributeConstraints: { MinLength: '2', MaxLength: '4' } }] },
  });
  const refused: readonly Readonly<Record<string, string>>[] = [
    { unknown: 'x' },
    { sub: 'chosen' },
    { email: 'no address' },
    { email_verified: 'maybe' },
    { 'custom:branch': 'a' },
    { 'custom:branch': 'north' },
  ];
  for (const attributes of refused) {
    await assert.rejects(create(fixture, 'ada', attributes), awsError('InvalidParameterException'));
  }
  const weak = { UserPoolId: fixture.poolId, Username: 'ada', TemporaryPassword: 'weak', MessageAction: 'SUPPRESS' };
  await assert.rejects(fixture.call('AdminCreateUser', weak), awsError('InvalidPasswordException'));
  await create(fixture, 'ada', { 'custom:branch': 'nth', email: 'ada@bank.example', email_verified: 'true' });
});

test('a password of the last ones is not taken again', async (context) => {
  const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 };
  const fixture = openFixture(context, { pool: { Policies: { PasswordPolicy } } });
  await create(fixture, 'ada');
  const set = (Password: string) =>
    fixture.call('AdminSetUserPassword', { UserPoolId: fixture.poolId, Username: 'ada', Password, Permanent: true });
  const refused = awsError('PasswordHistoryPolicyViolationException');
  await assert.rejects(set(goodPassword), refused);
  await set(otherPassword);
  await assert.rejects(set(goodPassword), refused);
  await assert.rejects(set(otherPassword), refused);
  await set('third Horse of 9');
  await set(goodPassword);
});

test('users are found by filter, page by page', async (context) => {
  const fixture = openFixture(context, { pool: {} });
  for (const name of ['ada', 'adam', 'bob', 'eve']) await create(fixture, name, { email: `${name}@bank.example` });
  const list = (input: JsonObject) => fixture.call('ListUsers', { UserPoolId: fixture.poolId, ...input });
  assert.deepEqual(namesIn(await list({ Filter: 'username ^= "ada"' })), ['ada', 'adam']);
  assert.deepEqual(namesIn(await list({ Filter: 'email = "bob@bank.example"' })), ['bob']);
  assert.deepEqual(namesIn(await list({ Filter: 'status="Disabled"' })), []);
  const first = await list({ Limit: 3 });
  assert.deepEqual(namesIn(first), ['ada', 'adam', 'bob']);
  const second = await list({ Limit: 3, PaginationToken: String(first['PaginationToken']) });
  assert.deepEqual(namesIn(second), ['eve']);
  assert.equal(second['PaginationToken'], undefined);
  await assert.rejects(list({ PaginationToken: 'invented' }), awsError('InvalidParameterException'));
});

test('a filter is parsed whole or refused', () => {
  const user: User = {
    ...{ poolId: 'p', sub: 's', username: 'ada', enabled: true, status: 'CONFIRMED', createdAt: 0, modifiedAt: 0 },
    attributes: new Map(),
  };
  for (const bad of [
    'username',
    'username = ada',
    'username = "a" or "b"',
    'password = "x"',
    'username != "x"',
    '""',
  ]) {
    assert.throws(() => parseUserFilter(bad), awsError('InvalidParameterException'), bad);
  }
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, other) => {
      const quoted = `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
      assert.equal(parseUserFilter(`name = ${quoted}`)({ ...user, attributes: new Map([['name', name]]) }), true);
      const isFound = parseUserFilter(`name ^= ${quoted}`)({ ...user, attributes: new Map([['name', other]]) });
      assert.equal(isFound, other.startsWith(name));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        parseUserFilter(text);
      } catch (error) {
        assert.equal((error as { readonly code?: string }).code, 'InvalidParameterException');
      }
    }),
  );
});

test('groups are those of the template', async (context) => {
  const fixture = openFixture(context, { pool: {} });
  const pool = { UserPoolId: fixture.poolId };
  await create(fixture, 'ada');
  await create(fixture, 'bob');
  const membership = { ...pool, Username: 'ada', GroupName: 'customer' };
  await assert.rejects(
    fixture.call('AdminAddUserToGroup', membership),
    awsError('ResourceNotFoundException', 'Group not found.'),
  );
  fixture.declare('AWS::Cognito::UserPoolGroup', { ...pool, GroupName: 'customer', Description: 'People' });
  await fixture.call('AdminAddUserToGroup', membership);
  await fixture.call('AdminAddUserToGroup', membership);
  assert.deepEqual(namesIn(await fixture.call('ListUsersInGroup', { ...pool, GroupName: 'customer' })), ['ada']);
  const groupNames = async () => {
    const { Groups } = await fixture.call('AdminListGroupsForUser', { ...pool, Username: 'ada' });
    return (Groups as readonly JsonObject[]).map(({ GroupName }) => GroupName);
  };
  assert.deepEqual(await groupNames(), ['customer']);
  await fixture.call('AdminRemoveUserFromGroup', membership);
  assert.deepEqual(await groupNames(), []);
});

test('an operation of an administrator needs its right on the pool, one of a user none', (context) => {
  const fixture = openFixture(context);
  const { operations } = fixture.cognito.api;
  assert.deepEqual(operations.get('AdminGetUser')?.rights({ UserPoolId: fixture.poolId, Username: 'ada' }), [
    { action: 'cognito-idp:AdminGetUser', resource: fixture.poolArn },
  ]);
  assert.throws(() => operations.get('AdminGetUser')?.rights({}), awsError('InvalidParameterException', /UserPoolId/));
  const done = [...operations.values()].filter(({ notDone }) => notDone === undefined);
  const open = done.filter(({ authorization }) => authorization === 'unsigned');
  assert.deepEqual(open.map(({ name }) => name).sort(), [
    ...[
      'AssociateSoftwareToken',
      'ChangePassword',
      'CompleteWebAuthnRegistration',
      'ConfirmDevice',
      'ConfirmForgotPassword',
      'ConfirmSignUp',
    ],
    ...[
      'DeleteUser',
      'DeleteUserAttributes',
      'DeleteWebAuthnCredential',
      'ForgetDevice',
      'ForgotPassword',
      'GetDevice',
    ],
    ...['GetTokensFromRefreshToken', 'GetUser'],
    ...['GetUserAttributeVerificationCode', 'GetUserAuthFactors', 'GlobalSignOut', 'InitiateAuth', 'ListDevices'],
    'ListWebAuthnCredentials',
    ...['ResendConfirmationCode', 'RespondToAuthChallenge', 'RevokeToken', 'SetUserMFAPreference', 'SignUp'],
    'StartWebAuthnRegistration',
    ...['UpdateDeviceStatus', 'UpdateUserAttributes', 'VerifySoftwareToken', 'VerifyUserAttribute'],
  ]);
  const pooled = /^(Admin|List(?!Devices|WebAuthn)|Describe|CreateGroup|UpdateGroup|DeleteGroup|GetGroup|GetUserPool)/;
  for (const { name, authorization } of done) {
    assert.equal(authorization === 'signed', pooled.test(name), name);
  }
});

test('what the template declares is changed there: such operations are refused with a reason', async (context) => {
  const fixture = openFixture(context);
  const { UserPoolId } = { UserPoolId: fixture.poolId };
  for (const [name, why] of [
    ['UpdateUserPool', /UpdateUserPool: the template declares it/],
    ['UpdateUserPoolClient', /UpdateUserPoolClient: the template declares it/],
    ['AdminLinkProviderForUser', /no other identity providers/],
    ['AdminListUserAuthEvents', /threat protection/],
  ] as const) {
    await assert.rejects(fixture.call(name, { UserPoolId }), awsError('UnknownOperationException', why));
    assert.notEqual(fixture.cognito.api.operations.get(name)?.notDone, undefined);
  }
});

test('who lost the phone sets up another app, and the lost one opens nothing', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const owner = { UserPoolId: fixture.poolId, Username: 'ada' };
  const before = await passwordSignIn(fixture, clientId, ada);
  assert.deepEqual((await fixture.call('AdminGetUserAuthFactors', owner))['UserMFASettingList'], [
    'SOFTWARE_TOKEN_MFA',
  ]);
  await fixture.call('AdminDeleteSoftwareToken', owner);
  await assert.rejects(answerTotp(fixture, clientId, ada, before), awsError('SoftwareTokenMFANotFoundException'));
  assert.equal((await passwordSignIn(fixture, clientId, ada))['ChallengeName'], 'MFA_SETUP');
  assert.deepEqual(await fixture.call('AdminGetUserAuthFactors', owner), {
    ...{ Username: 'ada', ConfiguredUserAuthFactors: ['PASSWORD'] },
  });
  await assert.rejects(fixture.call('AdminDeleteSoftwareToken', owner), awsError('ResourceNotFoundException'));
  const nobody = { ...owner, Username: 'nobody' };
  await assert.rejects(fixture.call('AdminDeleteSoftwareToken', nobody), awsError('UserNotFoundException'));
});

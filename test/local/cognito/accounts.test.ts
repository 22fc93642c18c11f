import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import {
  allFlows,
  awsError,
  type Fixture,
  goodPassword,
  openFixture,
  otherPassword,
  passwordSignIn,
  signIn,
  text,
} from './fixture.ts';

const openPool = {
  AutoVerifiedAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
} as const satisfies JsonObject;

const ada = { name: 'ada', password: goodPassword };

const signUp = (fixture: Fixture, ClientId: string, Username = 'ada', email = `${Username}@bank.example`) =>
  fixture.call('SignUp', {
    ...{ ClientId, Username, Password: goodPassword },
    UserAttributes: [{ Name: 'email', Value: email }],
  });

/** The code in the newest message. */
const lastCode = ({ sent }: Fixture): string => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none';

const notTheCode = (fixture: Fixture): string => (lastCode(fixture) === '000000' ? '111111' : '000000');

const confirm = (fixture: Fixture, ClientId: string, code: string, more: JsonObject = {}) =>
  fixture.call('ConfirmSignUp', { ClientId, Username: 'ada', ConfirmationCode: code, ...more });

/** A user who signed up and confirmed the address. */
async function confirmed(context: TestContext, pool: JsonObject = {}, client: JsonObject = allFlows) {
  const fixture = openFixture(context, { pool: { ...openPool, ...pool } });
  const clientId = fixture.client(client);
  await signUp(fixture, clientId);
  await confirm(fixture, clientId, lastCode(fixture));
  return { fixture, clientId };
}

const attributesOf = async (fixture: Fixture, Username = 'ada') => {
  const { UserAttributes } = await fixture.call('AdminGetUser', { UserPoolId: fixture.poolId, Username });
  const listed = UserAttributes as readonly { readonly Name: string; readonly Value: string }[];
  return Object.fromEntries(listed.map(({ Name, Value }) => [Name, Value]));
};

test('whoever signs up confirms the address by the code in the outbox, and only then signs in', async (context) => {
  const fixture = openFixture(context, { pool: openPool });
  const clientId = fixture.client();
  const answer = await signUp(fixture, clientId);
  assert.equal(answer['UserConfirmed'], false);
  assert.deepEqual(answer['CodeDeliveryDetails'], {
    ...{ Destination: 'a***@b***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  });
  const [mail] = fixture.sent;
  assert.equal(mail?.to, 'ada@bank.example');
  assert.equal(mail?.subject, 'Your verification code');
  assert.equal(mail?.sentBy, 'cognito-idp');
  await assert.rejects(passwordSignIn(fixture, clientId, ada), awsError('UserNotConfirmedException'));
  await assert.rejects(
    passwordSignIn(fixture, clientId, { ...ada, password: 'wrong' }),
    awsError('NotAuthorizedException', 'Incorrect username or password.'),
  );
  await assert.rejects(confirm(fixture, clientId, notTheCode(fixture)), awsError('CodeMismatchException'));
  await confirm(fixture, clientId, lastCode(fixture));
  assert.equal((await attributesOf(fixture))['email_verified'], 'true');
  assert.ok((await passwordSignIn(fixture, clientId, ada))['AuthenticationResult']);
});

test('a code is used once, is replaced by the next, and ends after a day', async (context) => {
  const fixture = openFixture(context, { pool: openPool });
  const clientId = fixture.client({ ...allFlows, PreventUserExistenceErrors: 'LEGACY' });
  await signUp(fixture, clientId);
  const first = lastCode(fixture);
  fixture.clock.now += 24 * 3_600_000;
  await assert.rejects(confirm(fixture, clientId, first), awsError('ExpiredCodeException'));
  await fixture.call('ResendConfirmationCode', { ClientId: clientId, Username: 'ada' });
  if (lastCode(fixture) !== first) {
    await assert.rejects(confirm(fixture, clientId, first), awsError('CodeMismatchException'));
  }
  fixture.clock.now += 24 * 3_600_000 - 1;
  await confirm(fixture, clientId, lastCode(fixture));
  await assert.rejects(
    confirm(fixture, clientId, lastCode(fixture)),
    awsError('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED'),
  );
});

test('five wrong codes stop the guessing for an hour, and a new code brings no new guesses', async (context) => {
  const fixture = openFixture(context, { pool: openPool });
  const clientId = fixture.client();
  await signUp(fixture, clientId);
  for (let guess = 0; guess < 5; guess += 1) {
    await assert.rejects(confirm(fixture, clientId, notTheCode(fixture)), awsError('CodeMismatchException'));
  }
  const stopped = awsError('TooManyFailedAttemptsException');
  await assert.rejects(confirm(fixture, clientId, lastCode(fixture)), stopped);
  await fixture.call('ResendConfirmationCode', { ClientId: clientId, Username: 'ada' });
  await assert.rejects(confirm(fixture, clientId, lastCode(fixture)), stopped);
  fixture.clock.now += 3_600_000;
  await confirm(fixture, clientId, lastCode(fixture));
});

test('messages are sent five times an hour and no more', async (context) => {
  const fixture = openFixture(context, { pool: openPool });
  const clientId = fixture.client();
  await signUp(fixture, clientId);
  const resend = () => fixture.call('ResendConfirmationCode', { ClientId: clientId, Username: 'ada' });
  for (let time = 1; time < 5; time += 1) await resend();
  await assert.rejects(resend(), awsError('LimitExceededException', /Attempt limit exceeded/));
  assert.equal(fixture.sent.length, 5);
  fixture.clock.now += 3_600_000;
  await resend();
});

test('only administrators make users where the pool says so', async (context) => {
  const fixture = openFixture(context);
  await assert.rejects(
    signUp(fixture, fixture.client()),
    awsError('NotAuthorizedException', 'SignUp is not permitted for this user pool'),
  );
});

test('what breaks a rule signs nobody up', async (context) => {
  const fixture = openFixture(context, {
    pool: {
      ...openPool,
      Schema: [
        { Name: 'email', Required: true },
        { Name: 'score', DeveloperOnlyAttribute: true },
      ],
    },
  });
  const clientId = fixture.client({ ...allFlows, WriteAttributes: ['email'] });
  const attempt = (Password: string, attributes: Readonly<Record<string, string>>) =>
    fixture.call('SignUp', {
      ...{ ClientId: clientId, Username: 'ada', Password },
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    });
  const email = 'ada@bank.example';
  await assert.rejects(attempt('weak', { email }), awsError('InvalidPasswordException'));
  await assert.rejects(attempt(goodPassword, {}), awsError('InvalidParameterException', /email/));
  await assert.rejects(attempt(goodPassword, { email: 'none' }), awsError('InvalidParameterException'));
  const forbidden: readonly Readonly<Record<string, string>>[] = [
    { email_verified: 'true' },
    { name: 'Ada' },
    { 'dev:custom:score': '1' },
  ];
  for (const attributes of forbidden) {
    await assert.rejects(attempt(goodPassword, { email, ...attributes }), awsError('NotAuthorizedException'));
  }
  assert.equal(fixture.sent.length, 0);
  await attempt(goodPassword, { email });
  await assert.rejects(attempt(goodPassword, { email }), awsError('UsernameExistsException', 'User already exists'));
});

test('a forgotten password is replaced by the code that was sent to a verified address', async (context) => {
  const { fixture, clientId } = await confirmed(context);
  const forgot = await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'ada' });
  assert.deepEqual(forgot, {
    CodeDeliveryDetails: { Destination: 'a***@b***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  });
  const reset = (ConfirmationCode: string, Password: string) =>
    fixture.call('ConfirmForgotPassword', { ClientId: clientId, Username: 'ada', ConfirmationCode, Password });
  await assert.rejects(reset(notTheCode(fixture), otherPassword), awsError('CodeMismatchException'));
  await assert.rejects(reset(lastCode(fixture), 'weak'), awsError('InvalidPasswordException'));
  await reset(lastCode(fixture), otherPassword);
  await assert.rejects(reset(lastCode(fixture), goodPassword), awsError('ExpiredCodeException'));
  await assert.rejects(passwordSignIn(fixture, clientId, ada), awsError('NotAuthorizedException'));
  assert.ok((await passwordSignIn(fixture, clientId, { ...ada, password: otherPassword }))['AuthenticationResult']);
});

test('a code of recovery ends after an hour, and after five wrong ones', async (context) => {
  const { fixture, clientId } = await confirmed(context);
  const forgot = () => fixture.call('ForgotPassword', { ClientId: clientId, Username: 'ada' });
  const reset = (ConfirmationCode: string) =>
    fixture.call('ConfirmForgotPassword', {
      ...{ ClientId: clientId, Username: 'ada', ConfirmationCode, Password: otherPassword },
    });
  await forgot();
  fixture.clock.now += 3_600_000;
  await assert.rejects(reset(lastCode(fixture)), awsError('ExpiredCodeException'));
  await forgot();
  for (let guess = 0; guess < 5; guess += 1) {
    await assert.rejects(reset(notTheCode(fixture)), awsError('CodeMismatchException'));
  }
  await assert.rejects(reset(lastCode(fixture)), awsError('LimitExceededException'));
});

test('nobody learns who exists from a sign-up’s code or a forgotten password', async (context) => {
  const { fixture, clientId } = await confirmed(context);
  const before = fixture.sent.length;
  const details = (answer: JsonObject) => Object.keys(answer['CodeDeliveryDetails'] as JsonObject);
  const known = details(await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'ada' }));
  const began = performance.now();
  const first = await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'nobody' });
  assert.ok(performance.now() - began >= 50, 'the answer takes as long as a message would');
  assert.deepEqual(details(first), known);
  assert.deepEqual(await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'nobody' }), first);
  assert.equal(fixture.sent.length, before + 1);
  const reset = { ClientId: clientId, ConfirmationCode: notTheCode(fixture), Password: otherPassword };
  for (const Username of ['ada', 'nobody']) {
    await assert.rejects(
      fixture.call('ConfirmForgotPassword', { ...reset, Username }),
      awsError('CodeMismatchException', 'Invalid verification code provided, please try again.'),
    );
    const resent = await fixture.call('ResendConfirmationCode', { ClientId: clientId, Username });
    assert.deepEqual(details(resent), known);
    await assert.rejects(
      fixture.call('ConfirmSignUp', { ...{ ClientId: clientId, Username }, ConfirmationCode: notTheCode(fixture) }),
      awsError('CodeMismatchException'),
    );
  }
  for (let time = 2; time < 5; time += 1) {
    await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'nobody' });
  }
  await assert.rejects(
    fixture.call('ForgotPassword', { ClientId: clientId, Username: 'nobody' }),
    awsError('LimitExceededException'),
  );
});

test('a client that tells who exists says so', async (context) => {
  const { fixture } = await confirmed(context);
  const clientId = fixture.client({ PreventUserExistenceErrors: 'LEGACY' }, '000000000abc');
  const ask = (operation: string, Username: string) => fixture.call(operation, { ClientId: clientId, Username });
  const unknown = awsError('UserNotFoundException', 'Username/client id combination not found.');
  await assert.rejects(ask('ForgotPassword', 'nobody'), unknown);
  await assert.rejects(ask('ResendConfirmationCode', 'nobody'), unknown);
  await assert.rejects(
    ask('ResendConfirmationCode', 'ada'),
    awsError('InvalidParameterException', 'User is already confirmed.'),
  );
});

test('a password is not reset by an unverified address, nor by oneself where administrators do it', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const clientId = fixture.client({ ...allFlows, PreventUserExistenceErrors: 'LEGACY' });
  await signUp(fixture, clientId);
  assert.equal(fixture.sent.length, 0);
  await fixture.call('AdminConfirmSignUp', { UserPoolId: fixture.poolId, Username: 'ada' });
  const forgot = { ClientId: clientId, Username: 'ada' };
  await assert.rejects(fixture.call('ForgotPassword', forgot), awsError('InvalidParameterException', /Cannot reset/));
  const strict = openFixture(context);
  await assert.rejects(
    strict.call('ForgotPassword', { ClientId: strict.client(), Username: 'ada' }),
    awsError('NotAuthorizedException', 'Contact administrator to reset password.'),
  );
});

test('after an administrator’s reset the old password is no way in', async (context) => {
  const { fixture, clientId } = await confirmed(context);
  await fixture.call('AdminResetUserPassword', { UserPoolId: fixture.poolId, Username: 'ada' });
  await assert.rejects(passwordSignIn(fixture, clientId, ada), awsError('PasswordResetRequiredException'));
  await fixture.call('ConfirmForgotPassword', {
    ...{ ClientId: clientId, Username: 'ada', ConfirmationCode: lastCode(fixture), Password: otherPassword },
  });
  await signIn(fixture, clientId, { ...ada, password: otherPassword, code: () => '', setSecret: () => undefined });
});

const bearer = async (fixture: Fixture, clientId: string) =>
  (await signIn(fixture, clientId, { ...ada, code: () => '', setSecret: () => undefined })).accessToken;

test('a new address is unverified until its code comes back', async (context) => {
  const { fixture, clientId } = await confirmed(context);
  const AccessToken = await bearer(fixture, clientId);
  const update = (Value: string) =>
    fixture.call('UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name: 'email', Value }] });
  const { CodeDeliveryDetailsList } = await update('new@bank.example');
  assert.deepEqual(CodeDeliveryDetailsList, [
    { Destination: 'n***@b***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
  ]);
  assert.equal((await attributesOf(fixture))['email_verified'], 'false');
  const verify = (Code: string) => fixture.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code });
  await assert.rejects(verify(notTheCode(fixture)), awsError('CodeMismatchException'));
  await verify(lastCode(fixture));
  assert.equal((await attributesOf(fixture))['email_verified'], 'true');
  await assert.rejects(verify(lastCode(fixture)), awsError('ExpiredCodeException'));
});

test('where the pool wants it, the old address stays until the new one is verified', async (context) => {
  const { fixture, clientId } = await confirmed(context, {
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
  });
  const AccessToken = await bearer(fixture, clientId);
  const change = { AccessToken, UserAttributes: [{ Name: 'email', Value: 'new@bank.example' }] };
  await fixture.call('UpdateUserAttributes', change);
  assert.equal((await attributesOf(fixture))['email'], 'ada@bank.example');
  await fixture.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
  assert.equal(fixture.sent.at(-1)?.to, 'new@bank.example');
  await fixture.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: lastCode(fixture) });
  const { email, email_verified } = await attributesOf(fixture);
  assert.deepEqual({ email, email_verified }, { email: 'new@bank.example', email_verified: 'true' });
});

test('a code for an address that was left again verifies nothing', async (context) => {
  const { fixture, clientId } = await unverified(context);
  const AccessToken = await bearer(fixture, clientId);
  await fixture.call('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' });
  const change = { AccessToken, UserAttributes: [{ Name: 'email', Value: 'other@bank.example' }] };
  await fixture.call('UpdateUserAttributes', change);
  await assert.rejects(
    fixture.call('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code: lastCode(fixture) }),
    awsError('ExpiredCodeException'),
  );
});

/** Without automatic verification nobody gets a code to confirm with: an administrator does it. */
async function unverified(context: TestContext) {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const clientId = fixture.client();
  await signUp(fixture, clientId);
  await fixture.call('AdminConfirmSignUp', { UserPoolId: fixture.poolId, Username: 'ada' });
  return { fixture, clientId };
}

test('a user changes what the client may write and the schema leaves open, nothing else', async (context) => {
  const { fixture, clientId } = await confirmed(
    context,
    { Schema: [{ Name: 'branch', Mutable: false }] },
    { ...allFlows, WriteAttributes: ['email', 'name', 'custom:branch'] },
  );
  const AccessToken = await bearer(fixture, clientId);
  const update = (Name: string, Value: string) =>
    fixture.call('UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name, Value }] });
  await update('name', 'Ada');
  await update('custom:branch', 'north');
  await assert.rejects(update('custom:branch', 'south'), awsError('InvalidParameterException', /cannot be updated/));
  for (const name of ['nickname', 'email_verified', 'sub']) {
    await assert.rejects(update(name, 'true'), awsError('NotAuthorizedException'), name);
  }
  await fixture.call('DeleteUserAttributes', { AccessToken, UserAttributeNames: ['name'] });
  assert.equal((await attributesOf(fixture))['name'], undefined);
});

test('an administrator verifies an address by saying so', async (context) => {
  const { fixture } = await confirmed(context);
  const sent = fixture.sent.length;
  await fixture.call('AdminUpdateUserAttributes', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada' },
    UserAttributes: [
      { Name: 'email', Value: 'new@bank.example' },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  assert.equal((await attributesOf(fixture))['email_verified'], 'true');
  assert.equal(fixture.sent.length, sent);
});

test('an address is an alias once it is verified, and belongs to one user at a time', async (context) => {
  const pool = { ...openPool, AliasAttributes: ['email'] };
  const fixture = openFixture(context, { pool });
  const clientId = fixture.client();
  await signUp(fixture, clientId);
  const first = lastCode(fixture);
  const byAddress = { ...ada, name: 'ada@bank.example' };
  await assert.rejects(passwordSignIn(fixture, clientId, byAddress), awsError('NotAuthorizedException'));
  await confirm(fixture, clientId, first);
  assert.ok((await passwordSignIn(fixture, clientId, byAddress))['AuthenticationResult']);

  await signUp(fixture, clientId, 'eve', 'ada@bank.example');
  const eve = { ClientId: clientId, Username: 'eve', ConfirmationCode: lastCode(fixture) };
  await assert.rejects(fixture.call('ConfirmSignUp', eve), awsError('AliasExistsException'));
  await fixture.call('ConfirmSignUp', { ...eve, ForceAliasCreation: true });
  assert.equal((await attributesOf(fixture))['email_verified'], 'false');
  await assert.rejects(
    fixture.call('SignUp', { ClientId: clientId, Username: 'x@bank.example', Password: goodPassword }),
    awsError('InvalidParameterException', /email format/),
  );
});

test('an invitation tells a temporary password that must be changed, and can be sent again', async (context) => {
  const fixture = openFixture(context, {
    pool: {
      ...openPool,
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage: 'Hello {username}, use <b>{####}</b>' } },
    },
  });
  const clientId = fixture.client();
  const invite = (more: JsonObject) =>
    fixture.call('AdminCreateUser', {
      ...{ UserPoolId: fixture.poolId, Username: 'ada', DesiredDeliveryMediums: ['EMAIL'], ...more },
      UserAttributes: [{ Name: 'email', Value: 'ada@bank.example' }],
    });
  const password = () => /use <b>(.+)<\/b>/.exec(fixture.sent.at(-1)?.text ?? '')?.[1] ?? '';
  await invite({});
  const first = password();
  assert.ok(first.length >= 12);
  await invite({ MessageAction: 'RESEND' });
  assert.notEqual(password(), first);
  await assert.rejects(passwordSignIn(fixture, clientId, { ...ada, password: first }));
  const challenge = await passwordSignIn(fixture, clientId, { ...ada, password: password() });
  assert.equal(challenge['ChallengeName'], 'NEW_PASSWORD_REQUIRED');
  await fixture.call('RespondToAuthChallenge', {
    ...{ ChallengeName: 'NEW_PASSWORD_REQUIRED', ClientId: clientId, Session: text(challenge, 'Session') },
    ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: otherPassword },
  });
  await assert.rejects(invite({ MessageAction: 'RESEND' }), awsError('UnsupportedUserStateException'));
  await assert.rejects(invite({}), awsError('UsernameExistsException'));
});

test('a user deletes the account, and its codes and sign-ins with it', async (context) => {
  const { fixture, clientId } = await confirmed(context);
  const AccessToken = await bearer(fixture, clientId);
  await fixture.call('DeleteUser', { AccessToken });
  await assert.rejects(fixture.call('GetUser', { AccessToken }), awsError('UserNotFoundException'));
  await signUp(fixture, clientId);
});

test('no code stands readable in the state folder', async (context) => {
  const fixture = openFixture(context, { pool: openPool, storage: 'file' });
  await signUp(fixture, fixture.client());
  const code = lastCode(fixture);
  for (const file of readdirSync(fixture.stateFolder)) {
    assert.equal(readFileSync(join(fixture.stateFolder, file)).includes(code), false, file);
  }
});

test('groups made by the API are kept, those of the template change there', async (context) => {
  const fixture = openFixture(context, { pool: openPool });
  const pool = { UserPoolId: fixture.poolId };
  fixture.declare('AWS::Cognito::UserPoolGroup', { ...pool, GroupName: 'customer' });
  await fixture.call('CreateGroup', { ...pool, GroupName: 'gold', Precedence: 2 });
  await assert.rejects(fixture.call('CreateGroup', { ...pool, GroupName: 'gold' }), awsError('GroupExistsException'));
  await fixture.call('UpdateGroup', { ...pool, GroupName: 'gold', Description: 'The best' });
  const { Group } = await fixture.call('GetGroup', { ...pool, GroupName: 'gold' });
  assert.deepEqual([(Group as JsonObject)['Precedence'], (Group as JsonObject)['Description']], [2, 'The best']);
  await assert.rejects(
    fixture.call('DeleteGroup', { ...pool, GroupName: 'customer' }),
    awsError('InvalidParameterException'),
  );
  await fixture.call('DeleteGroup', { ...pool, GroupName: 'gold' });
  await assert.rejects(fixture.call('GetGroup', { ...pool, GroupName: 'gold' }), awsError('ResourceNotFoundException'));
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { awsError, type Fixture, goodPassword, otherPassword, passwordSignIn, text } from './fixture.ts';
import { openLogin, redeem } from './login-fixture.ts';

const pool = { AutoVerifiedAttributes: ['email'] } as const satisfies JsonObject;

async function withAda(context: TestContext, more: JsonObject = {}) {
  const login = openLogin(context, { pool: { ...pool, ...more } });
  const { fixture } = login;
  await fixture.user('ada', { totp: false });
  const who = { UserPoolId: fixture.poolId, Username: 'ada' };
  await fixture.call('AdminUpdateUserAttributes', {
    ...who,
    UserAttributes: [
      { Name: 'email', Value: 'ada@bank.example' },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  const setPassword = (Permanent: boolean) =>
    fixture.call('AdminSetUserPassword', { ...who, Password: otherPassword, Permanent });
  return { login, fixture, who, setPassword };
}

const lastCode = ({ sent }: Fixture): string => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none';

async function codeOfPage(login: Awaited<ReturnType<typeof withAda>>['login'], parameters = {}) {
  const { verifier } = await login.startVisit(parameters);
  await login.visitor.submit({ username: 'ada', password: goodPassword });
  return { code: login.visitor.arrivedAt?.searchParams.get('code') ?? '', verifier };
}

test('a browser that signed in with the old password is asked for the new one', async (context) => {
  const { login, setPassword } = await withAda(context);
  await codeOfPage(login);
  login.visitor.arrivedAt = undefined;
  await login.startVisit();
  assert.ok(login.visitor.arrivedAt, 'before, the browser is known');
  login.visitor.arrivedAt = undefined;
  await setPassword(true);
  const { page } = await login.startVisit();
  assert.match(page.title, /^Sign in/);
  assert.equal(login.visitor.arrivedAt, undefined);
});

test('a code that was made before the new password is redeemed no more', async (context) => {
  const { login, setPassword } = await withAda(context);
  const code = await codeOfPage(login);
  await setPassword(true);
  assert.equal((await redeem(login, code)).body['error'], 'invalid_grant');
});

test('a reset that was asked for before an administrator set a password resets nothing', async (context) => {
  const { login, fixture, setPassword } = await withAda(context);
  const { clientId: ClientId } = login;
  await fixture.call('ForgotPassword', { ClientId, Username: 'ada' });
  await setPassword(false);
  const reset = {
    ClientId,
    Username: 'ada',
    ConfirmationCode: lastCode(fixture),
    Password: 'yet another Horse 9 battery',
  };
  await assert.rejects(fixture.call('ConfirmForgotPassword', reset), awsError('ExpiredCodeException'));
});

test('who is disabled while choosing a password has chosen none', async (context) => {
  const { login, fixture, who, setPassword } = await withAda(context);
  const { clientId: ClientId } = login;
  await setPassword(false);
  const { Session } = await passwordSignIn(fixture, ClientId, { name: 'ada', password: otherPassword });
  const choose = () =>
    fixture.call('RespondToAuthChallenge', {
      ...{ ChallengeName: 'NEW_PASSWORD_REQUIRED', ClientId, Session },
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: goodPassword },
    });
  const refused = awsError('NotAuthorizedException', 'User is disabled.');
  const choosing = assert.rejects(choose(), refused);
  await fixture.call('AdminDisableUser', who);
  await choosing;
  await assert.rejects(choose(), refused);
  assert.equal(text(await fixture.call('AdminGetUser', who), 'UserStatus'), 'FORCE_CHANGE_PASSWORD');
});

const mfa = {
  ...{ EnabledMfas: ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'], MfaConfiguration: 'ON' },
  EmailConfiguration: {
    ...{ EmailSendingAccount: 'DEVELOPER', From: 'The bank <post@bank.example>' },
    SourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/bank.example',
  },
} as const satisfies JsonObject;

test('one mailbox does not give both factors, though nobody chose it for the second', async (context) => {
  const { login, fixture } = await withAda(context, mfa);
  const ClientId = login.clientId;
  const { ChallengeName } = await passwordSignIn(fixture, ClientId, { name: 'ada', password: goodPassword });
  assert.equal(ChallengeName, 'EMAIL_OTP');
  const before = fixture.sent.length;
  await fixture.call('ForgotPassword', { ClientId, Username: 'ada' });
  assert.equal(fixture.sent.length, before);
});

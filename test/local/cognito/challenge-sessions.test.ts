import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import {
  allFlows,
  answerTotp,
  awsError,
  codeOf,
  type Fixture,
  goodPassword,
  openFixture,
  otherPassword,
  passwordSignIn,
  signIn,
  text,
} from './fixture.ts';

const respond = (
  fixture: Fixture,
  ClientId: string,
  ChallengeName: string,
  Session: string,
  ChallengeResponses: JsonObject,
) => fixture.call('RespondToAuthChallenge', { ChallengeName, ClientId, Session, ChallengeResponses });

const withTemporaryPassword = (fixture: Fixture, Username: string) =>
  fixture.call('AdminCreateUser', {
    ...{ UserPoolId: fixture.poolId, Username, MessageAction: 'SUPPRESS' },
    TemporaryPassword: goodPassword,
  });

test('a session is used once', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const challenge = await passwordSignIn(fixture, clientId, ada);
  await answerTotp(fixture, clientId, ada, challenge);
  fixture.clock.now += 30_000;
  await assert.rejects(
    answerTotp(fixture, clientId, ada, challenge),
    awsError('NotAuthorizedException', 'Invalid session for the user, session can only be used once.'),
  );
});

test('a session ends after the minutes that the client gives it', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client({ ...allFlows, AuthSessionValidity: 5 });
  const ada = await fixture.user('ada');
  const late = await passwordSignIn(fixture, clientId, ada);
  fixture.clock.now += 5 * 60_000;
  await assert.rejects(
    answerTotp(fixture, clientId, ada, late),
    awsError('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
  );
  const inTime = await passwordSignIn(fixture, clientId, ada);
  fixture.clock.now += 5 * 60_000 - 1;
  await answerTotp(fixture, clientId, ada, inTime);
});

test('a session belongs to its client, its user and its challenge', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const otherClient = fixture.client(allFlows, '000000000abc');
  const ada = await fixture.user('ada');
  const eve = await fixture.user('eve');
  const challenge = await passwordSignIn(fixture, clientId, ada);
  const Session = text(challenge, 'Session');
  const invalid = awsError('NotAuthorizedException', 'Invalid session for the user.');
  await assert.rejects(answerTotp(fixture, otherClient, ada, challenge), invalid);
  await assert.rejects(answerTotp(fixture, clientId, eve, challenge), invalid);
  const password = { USERNAME: 'ada', NEW_PASSWORD: otherPassword };
  await assert.rejects(respond(fixture, clientId, 'NEW_PASSWORD_REQUIRED', Session, password), invalid);
  await assert.rejects(respond(fixture, clientId, 'MFA_SETUP', Session, { USERNAME: 'ada' }), invalid);
  await assert.rejects(fixture.call('AssociateSoftwareToken', { Session }), invalid);
  await answerTotp(fixture, clientId, ada, challenge);
});

test('a session of one pool is none of another', async (context) => {
  const fixture = openFixture(context);
  const ada = await fixture.user('ada');
  const clientId = fixture.client();
  const other = fixture.declare('AWS::Cognito::UserPool', {}, '0000000000bb').ref;
  const otherClient = fixture.client({ ...allFlows, UserPoolId: other }, '000000000abc');
  const challenge = await passwordSignIn(fixture, clientId, ada);
  await assert.rejects(answerTotp(fixture, otherClient, ada, challenge), awsError('NotAuthorizedException'));
  await assert.rejects(
    fixture.call('AdminRespondToAuthChallenge', {
      ...{ UserPoolId: other, ClientId: clientId, ChallengeName: 'SOFTWARE_TOKEN_MFA' },
      Session: text(challenge, 'Session'),
      ChallengeResponses: { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: ada.code() },
    }),
    awsError('ResourceNotFoundException'),
  );
});

test('a mistyped code or a weak password leaves the session for another try', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const challenge = await passwordSignIn(fixture, clientId, ada);
  await assert.rejects(answerTotp(fixture, clientId, ada, challenge, '000000'), awsError('CodeMismatchException'));
  await answerTotp(fixture, clientId, ada, challenge);
});

test('the set-up of an authenticator app gives no tokens before its first code', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada', { totp: false });
  const setup = await passwordSignIn(fixture, clientId, ada);
  assert.equal(setup['ChallengeName'], 'MFA_SETUP');
  const Session = text(setup, 'Session');
  await assert.rejects(
    respond(fixture, clientId, 'MFA_SETUP', Session, { USERNAME: 'ada' }),
    awsError('InvalidParameterException', /not been verified/),
  );
  await assert.rejects(
    fixture.call('VerifySoftwareToken', { Session, UserCode: '123456' }),
    awsError('InvalidParameterException', /AssociateSoftwareToken first/),
  );
  const associated = await fixture.call('AssociateSoftwareToken', { Session });
  await assert.rejects(fixture.call('AssociateSoftwareToken', { Session }), awsError('NotAuthorizedException'));
  const next = text(associated, 'Session');
  await assert.rejects(
    respond(fixture, clientId, 'MFA_SETUP', next, { USERNAME: 'ada' }),
    awsError('InvalidParameterException'),
  );
  await assert.rejects(
    fixture.call('VerifySoftwareToken', { Session: next, UserCode: '000000' }),
    awsError('EnableSoftwareTokenMFAException'),
  );
  const UserCode = codeOf(text(associated, 'SecretCode'), fixture.clock.now);
  const verified = await fixture.call('VerifySoftwareToken', { Session: next, UserCode });
  const finish = () => respond(fixture, clientId, 'MFA_SETUP', text(verified, 'Session'), { USERNAME: 'ada' });
  assert.ok((await finish())['AuthenticationResult']);
  await assert.rejects(finish(), awsError('NotAuthorizedException', /can only be used once/));
});

test('who knows the password cannot replace an app that was set up meanwhile', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada', { totp: false });
  const thief = await passwordSignIn(fixture, clientId, ada);
  const associated = await fixture.call('AssociateSoftwareToken', { Session: text(thief, 'Session') });
  const waiting = await passwordSignIn(fixture, clientId, ada);
  const owner = await passwordSignIn(fixture, clientId, ada);
  const own = await fixture.call('AssociateSoftwareToken', { Session: text(owner, 'Session') });
  const ownCode = codeOf(text(own, 'SecretCode'), fixture.clock.now);
  await fixture.call('VerifySoftwareToken', { Session: text(own, 'Session'), UserCode: ownCode });
  const UserCode = codeOf(text(associated, 'SecretCode'), fixture.clock.now);
  const invalid = awsError('NotAuthorizedException', 'Invalid session for the user.');
  await assert.rejects(
    fixture.call('VerifySoftwareToken', { Session: text(associated, 'Session'), UserCode }),
    invalid,
  );
  await assert.rejects(fixture.call('AssociateSoftwareToken', { Session: text(waiting, 'Session') }), invalid);
});

test('a temporary password is good for the days of the policy', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  await withTemporaryPassword(fixture, 'ada');
  const ada = { name: 'ada', password: goodPassword };
  assert.equal((await passwordSignIn(fixture, clientId, ada))['ChallengeName'], 'NEW_PASSWORD_REQUIRED');
  fixture.clock.now += 86_400_000;
  await assert.rejects(
    passwordSignIn(fixture, clientId, ada),
    awsError('NotAuthorizedException', /Temporary password has expired/),
  );
});

test('a new password ends the sign-ins that were begun with the old one', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  await withTemporaryPassword(fixture, 'ada');
  const thief = await passwordSignIn(fixture, clientId, { name: 'ada', password: goodPassword });
  await fixture.call('AdminSetUserPassword', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada', Password: otherPassword, Permanent: false },
  });
  await assert.rejects(
    respond(fixture, clientId, 'NEW_PASSWORD_REQUIRED', text(thief, 'Session'), {
      ...{ USERNAME: 'ada', NEW_PASSWORD: 'a thief’s Horse 1!' },
    }),
    awsError('NotAuthorizedException'),
  );
  const owner = await passwordSignIn(fixture, clientId, { name: 'ada', password: otherPassword });
  assert.equal(owner['ChallengeName'], 'NEW_PASSWORD_REQUIRED');
});

test('a user who is disabled in the middle of a sign-in gets no further', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const challenge = await passwordSignIn(fixture, clientId, ada);
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  await assert.rejects(
    answerTotp(fixture, clientId, ada, challenge),
    awsError('NotAuthorizedException', 'User is disabled.'),
  );
});

test('a user who is disabled sets up no authenticator app', async (context) => {
  const fixture = openFixture(context);
  const setup = await passwordSignIn(fixture, fixture.client(), await fixture.user('ada', { totp: false }));
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  await assert.rejects(
    fixture.call('AssociateSoftwareToken', { Session: text(setup, 'Session') }),
    awsError('NotAuthorizedException', 'User is disabled.'),
  );
});

test('where the second factor is a choice, it is asked of those who chose it', async (context) => {
  const fixture = openFixture(context, { pool: { MfaConfiguration: 'OPTIONAL', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } });
  const clientId = fixture.client();
  const ada = await fixture.user('ada', { totp: false });
  const { accessToken: AccessToken } = await signIn(fixture, clientId, ada);
  const prefer = (Enabled: boolean) =>
    fixture.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled } });
  await assert.rejects(prefer(true), awsError('InvalidParameterException', /not verified software token/));
  const { SecretCode } = await fixture.call('AssociateSoftwareToken', { AccessToken });
  ada.setSecret(String(SecretCode));
  await fixture.call('VerifySoftwareToken', { AccessToken, UserCode: ada.code() });
  assert.ok((await passwordSignIn(fixture, clientId, ada))['AuthenticationResult']);
  await prefer(true);
  assert.equal((await passwordSignIn(fixture, clientId, ada))['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
  await prefer(false);
  assert.ok((await passwordSignIn(fixture, clientId, ada))['AuthenticationResult']);
});

test('where the second factor is required, nobody turns it off', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const { accessToken } = await signIn(fixture, clientId, await fixture.user('ada'));
  await assert.rejects(
    fixture.call('SetUserMFAPreference', { AccessToken: accessToken, SoftwareTokenMfaSettings: { Enabled: false } }),
    awsError('InvalidParameterException', 'The user pool requires a second factor'),
  );
});

test('nobody signs in as an administrator through the open door', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const parameters = { ClientId: clientId, AuthParameters: { USERNAME: 'ada', PASSWORD: ada.password } };
  const administrator = { ...parameters, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' };
  await assert.rejects(fixture.call('InitiateAuth', administrator), awsError('InvalidParameterException'));
  await fixture.call('AdminInitiateAuth', { ...administrator, UserPoolId: fixture.poolId });
});

test('an address that comes with a new password is not verified by that', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const clientId = fixture.client();
  await fixture.call('AdminCreateUser', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada', MessageAction: 'SUPPRESS', TemporaryPassword: goodPassword },
    UserAttributes: [
      { Name: 'email', Value: 'ada@bank.example' },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  const { Session } = await passwordSignIn(fixture, clientId, { name: 'ada', password: goodPassword });
  await respond(fixture, clientId, 'NEW_PASSWORD_REQUIRED', String(Session), {
    ...{ USERNAME: 'ada', NEW_PASSWORD: otherPassword, 'userAttributes.email': 'eve@bank.example' },
  });
  const { UserAttributes } = await fixture.call('AdminGetUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  assert.match(JSON.stringify(UserAttributes), /"email_verified","Value":"false"/);
});

test('challenges and flows that are not done here are refused by name', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  await assert.rejects(
    fixture.call('InitiateAuth', { ClientId: clientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: {} }),
    awsError('InvalidParameterException', /CUSTOM_AUTH/),
  );
  await assert.rejects(
    respond(fixture, clientId, 'WEB_AUTHN_2', 'x'.repeat(20), { USERNAME: 'ada' }),
    awsError('InvalidParameterException', /ChallengeName/),
  );
  await assert.rejects(
    fixture.call('InitiateAuth', { ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', Surprise: 1 }),
    awsError('InvalidParameterException', 'Unknown member Surprise'),
  );
  await assert.rejects(
    fixture.call('InitiateAuth', {
      ...{ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: 'ada', PASSWORD: 'x', SURPRISE: 'y' },
    }),
    awsError('InvalidParameterException', /SURPRISE/),
  );
});

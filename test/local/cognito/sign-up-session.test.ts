import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { JsonObject } from '../../../lib/local/json.ts';
import { allFlows, awsError, type Fixture, goodPassword, openFixture, text, tokensOf } from './fixture.ts';

const byMail = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } };
const pool = { AutoVerifiedAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false } };
const choice = { ...allFlows, ExplicitAuthFlows: ['ALLOW_USER_AUTH'] };

function open(context: TestContext, changes: JsonObject = byMail, client: JsonObject = choice) {
  const fixture = openFixture(context, { pool: { ...pool, ...changes } });
  return { fixture, ClientId: fixture.client(client) };
}

const signUp = (fixture: Fixture, ClientId: string, Username = 'ada') =>
  fixture.call('SignUp', {
    ...{ ClientId, Username, Password: goodPassword },
    UserAttributes: [{ Name: 'email', Value: `${Username}@bank.example` }],
  });

const lastCode = ({ sent }: Fixture): string => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none';

const confirm = (fixture: Fixture, ClientId: string, session: JsonObject, Username = 'ada') =>
  fixture.call('ConfirmSignUp', { ClientId, Username, ConfirmationCode: lastCode(fixture), ...session });

const begin = (fixture: Fixture, ClientId: string, Session: string, USERNAME = 'ada') =>
  fixture.call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME }, Session });

const invalid = awsError('NotAuthorizedException', /^Invalid session for the user/);

test('who signed up signs in with the session of the confirmation, once and without a code', async (context) => {
  const { fixture, ClientId } = open(context);
  const first = text(await signUp(fixture, ClientId), 'Session');
  await assert.rejects(begin(fixture, ClientId, first), invalid);
  const second = text(await confirm(fixture, ClientId, { Session: first }), 'Session');
  assert.equal(decodeJwt(tokensOf(await begin(fixture, ClientId, second)).accessToken)['username'], 'ada');
  await assert.rejects(begin(fixture, ClientId, second), invalid);
});

test('a session is for its client, its user, its step and its time', async (context) => {
  const { fixture, ClientId } = open(context);
  const other = fixture.client(choice, '0000000000ab');
  const first = text(await signUp(fixture, ClientId), 'Session');
  const bobs = text(await signUp(fixture, ClientId, 'bob'), 'Session');
  await confirm(fixture, ClientId, {}, 'bob');
  await fixture.call('ResendConfirmationCode', { ClientId, Username: 'ada' });
  for (const Session of [bobs, 'x'.repeat(80)]) await assert.rejects(confirm(fixture, ClientId, { Session }), invalid);
  await assert.rejects(confirm(fixture, other, { Session: first }), invalid);
  const second = text(await confirm(fixture, ClientId, { Session: first }), 'Session');
  await assert.rejects(begin(fixture, other, second), invalid);
  for (const name of ['bob', 'nobody']) await assert.rejects(begin(fixture, ClientId, second, name), invalid);
  const choose = { ChallengeName: 'SELECT_CHALLENGE', ClientId, Session: second };
  const ChallengeResponses = { USERNAME: 'ada', ANSWER: 'PASSWORD', PASSWORD: goodPassword };
  await assert.rejects(fixture.call('RespondToAuthChallenge', { ...choose, ChallengeResponses }), invalid);
  fixture.clock.now += 3 * 60_000;
  await assert.rejects(begin(fixture, ClientId, second), awsError('NotAuthorizedException', /session is expired/));
});

test('a code that confirms without a session, or after another one, opens no sign-in', async (context) => {
  const { fixture, ClientId } = open(context);
  await signUp(fixture, ClientId);
  assert.deepEqual(await confirm(fixture, ClientId, {}), {});
  const closed = text(await signUp(fixture, ClientId, 'bob'), 'Session');
  const second = text(await confirm(fixture, ClientId, { Session: closed }, 'bob'), 'Session');
  await fixture.call('AdminSetUserPassword', {
    ...{ UserPoolId: fixture.poolId, Username: 'bob', Password: 'another Horse 8 battery', Permanent: true },
  });
  await assert.rejects(begin(fixture, ClientId, second, 'bob'), invalid);
});

test('who is disabled meanwhile does not sign in', async (context) => {
  const { fixture, ClientId } = open(context);
  const first = text(await signUp(fixture, ClientId), 'Session');
  const second = text(await confirm(fixture, ClientId, { Session: first }), 'Session');
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  await assert.rejects(begin(fixture, ClientId, second), awsError('NotAuthorizedException', 'User is disabled.'));
});

test('a session is given for USER_AUTH with codes only, and taken there only', async (context) => {
  const passwordsOnly = open(context, {});
  assert.equal((await signUp(passwordsOnly.fixture, passwordsOnly.ClientId))['Session'], undefined);
  const noChoice = open(context, byMail, allFlows);
  assert.equal((await signUp(noChoice.fixture, noChoice.ClientId))['Session'], undefined);
  const wrongFlow = {
    ...{ ClientId: noChoice.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', Session: 'x'.repeat(80) },
    AuthParameters: { USERNAME: 'ada', PASSWORD: goodPassword },
  };
  await assert.rejects(
    noChoice.fixture.call('InitiateAuth', wrongFlow),
    awsError('InvalidParameterException', /Session is for USER_AUTH/),
  );
});

test('who signed up without a password and has yet to be confirmed is answered as nobody is', async (context) => {
  const { fixture, ClientId } = open(context);
  const ask = (USERNAME: string, more: JsonObject = {}) =>
    fixture.call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, ...more } });
  for (const Username of ['ada', 'bob', 'cy', 'dee', 'eve']) {
    const UserAttributes = [{ Name: 'email', Value: `${Username}@bank.example` }];
    await fixture.call('SignUp', { ClientId, Username, UserAttributes });
    const { AvailableChallenges } = await ask(Username);
    assert.ok((AvailableChallenges as readonly string[]).length > 0, Username);
    assert.deepEqual((await ask(Username))['AvailableChallenges'], AvailableChallenges, 'the same at every try');
    const sent = fixture.sent.length;
    await ask(Username, { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    assert.equal(fixture.sent.length, sent, 'no code goes where nobody has shown to be');
    await confirm(fixture, ClientId, {}, Username);
    assert.deepEqual((await ask(Username))['AvailableChallenges'], ['EMAIL_OTP']);
  }
});

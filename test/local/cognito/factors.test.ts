import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import {
  allFlows,
  awsError,
  codeOf,
  type Fixture,
  goodPassword,
  openFixture,
  passwordSignIn,
  text,
} from './fixture.ts';

const messagePool = {
  EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
  MfaConfiguration: 'OPTIONAL',
  EmailConfiguration: {
    ...{ EmailSendingAccount: 'DEVELOPER', From: 'The bank <post@bank.example>' },
    SourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/bank.example',
  },
  SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
  UsernameConfiguration: { CaseSensitive: false },
} as const satisfies JsonObject;

const choiceClient = { ...allFlows, ExplicitAuthFlows: [...allFlows.ExplicitAuthFlows, 'ALLOW_USER_AUTH'] };
const ada = { name: 'ada', password: goodPassword };

async function withAda(context: TestContext, pool: JsonObject = {}, client: JsonObject = choiceClient) {
  const fixture = openFixture(context, { pool: { ...messagePool, ...pool } });
  const clientId = fixture.client(client);
  await fixture.user('ada', { totp: false });
  await fixture.call('AdminUpdateUserAttributes', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada' },
    UserAttributes: [
      ...[
        { Name: 'email', Value: 'ada@bank.example' },
        { Name: 'email_verified', Value: 'true' },
      ],
      ...[
        { Name: 'phone_number', Value: '+491701234567' },
        { Name: 'phone_number_verified', Value: 'true' },
      ],
    ],
  });
  return { fixture, clientId };
}

const prefer = (fixture: Fixture, settings: JsonObject) =>
  fixture.call('AdminSetUserMFAPreference', { UserPoolId: fixture.poolId, Username: 'ada', ...settings });

const answer = (fixture: Fixture, ClientId: string, ChallengeName: string, challenge: JsonObject, given: JsonObject) =>
  fixture.call('RespondToAuthChallenge', {
    ...{ ChallengeName, ClientId, Session: text(challenge, 'Session') },
    ChallengeResponses: { USERNAME: 'ada', ...given },
  });

const lastCode = ({ sent }: Fixture): string => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none';
const notTheCode = (fixture: Fixture): string => (lastCode(fixture) === '000000' ? '111111' : '000000');
const on = { Enabled: true, PreferredMfa: true };

for (const [factor, member, settings, channel, to] of [
  ['SMS_MFA', 'SMS_MFA_CODE', 'SMSMfaSettings', 'sms', '+491701234567'],
  ['EMAIL_OTP', 'EMAIL_OTP_CODE', 'EmailMfaSettings', 'email', 'ada@bank.example'],
] as const) {
  test(`a code by ${channel} is asked for after the password, and taken once`, async (context) => {
    const { fixture, clientId } = await withAda(context);
    await prefer(fixture, { [settings]: on });
    const challenge = await passwordSignIn(fixture, clientId, ada);
    assert.equal(challenge['ChallengeName'], factor);
    const { CODE_DELIVERY_DESTINATION } = challenge['ChallengeParameters'] as JsonObject;
    assert.equal(CODE_DELIVERY_DESTINATION, channel === 'sms' ? '+*******4567' : 'a***@b***');
    assert.deepEqual([fixture.sent.at(-1)?.channel, fixture.sent.at(-1)?.to], [channel, to]);
    const give = (code: string) => answer(fixture, clientId, factor, challenge, { [member]: code });
    await assert.rejects(give(notTheCode(fixture)), awsError('CodeMismatchException'));
    assert.ok((await give(lastCode(fixture)))['AuthenticationResult']);
    await assert.rejects(give(lastCode(fixture)), awsError('NotAuthorizedException', /only be used once/));
  });

  test(`wrong codes by ${channel} lock the user out, and a code ends with its session`, async (context) => {
    const { fixture, clientId } = await withAda(context);
    await prefer(fixture, { [settings]: on });
    const challenge = await passwordSignIn(fixture, clientId, ada);
    const give = (code: string) => answer(fixture, clientId, factor, challenge, { [member]: code });
    for (let guess = 0; guess < 5; guess += 1) {
      await assert.rejects(give(notTheCode(fixture)), awsError('CodeMismatchException'));
    }
    await assert.rejects(give(lastCode(fixture)), awsError('NotAuthorizedException', 'Password attempts exceeded'));
    fixture.clock.now += 3 * 60_000;
    await assert.rejects(give(lastCode(fixture)), awsError('NotAuthorizedException', /expired/));
  });
}

test('the code of one sign-in does not serve another', async (context) => {
  const { fixture, clientId } = await withAda(context);
  await prefer(fixture, { SMSMfaSettings: on });
  const first = await passwordSignIn(fixture, clientId, ada);
  const code = lastCode(fixture);
  const second = await passwordSignIn(fixture, clientId, ada);
  if (lastCode(fixture) !== code) {
    const give = answer(fixture, clientId, 'SMS_MFA', second, { SMS_MFA_CODE: code });
    await assert.rejects(give, awsError('CodeMismatchException'));
  }
  assert.ok((await answer(fixture, clientId, 'SMS_MFA', first, { SMS_MFA_CODE: code }))['AuthenticationResult']);
});

test('whoever has several factors chooses one of them, and none that was not offered', async (context) => {
  const { fixture, clientId } = await withAda(context);
  await prefer(fixture, { SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true } });
  const challenge = await passwordSignIn(fixture, clientId, ada);
  assert.equal(challenge['ChallengeName'], 'SELECT_MFA_TYPE');
  const { MFAS_CAN_CHOOSE } = challenge['ChallengeParameters'] as JsonObject;
  assert.equal(MFAS_CAN_CHOOSE, '["SMS_MFA","EMAIL_OTP"]');
  const choose = (ANSWER: string) => answer(fixture, clientId, 'SELECT_MFA_TYPE', challenge, { ANSWER });
  await assert.rejects(choose('SOFTWARE_TOKEN_MFA'), awsError('InvalidParameterException'));
  const asked = await choose('EMAIL_OTP');
  const done = await answer(fixture, clientId, 'EMAIL_OTP', asked, { EMAIL_OTP_CODE: lastCode(fixture) });
  assert.ok(done['AuthenticationResult']);
  await prefer(fixture, { SMSMfaSettings: on });
  assert.equal((await passwordSignIn(fixture, clientId, ada))['ChallengeName'], 'SMS_MFA');
});

test('a pool that requires a factor takes a verified number before it asks for an app', async (context) => {
  const { fixture, clientId } = await withAda(context, { MfaConfiguration: 'ON' });
  assert.equal((await passwordSignIn(fixture, clientId, ada))['ChallengeName'], 'SMS_MFA');
  await fixture.call('AdminDeleteUserAttributes', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada', UserAttributeNames: ['email', 'phone_number'] },
  });
  const setup = await passwordSignIn(fixture, clientId, ada);
  assert.equal(setup['ChallengeName'], 'MFA_SETUP');
  const { SecretCode, Session } = await fixture.call('AssociateSoftwareToken', { Session: text(setup, 'Session') });
  const UserCode = codeOf(String(SecretCode), fixture.clock.now);
  const verified = await fixture.call('VerifySoftwareToken', { Session, UserCode });
  assert.ok((await answer(fixture, clientId, 'MFA_SETUP', verified, {}))['AuthenticationResult']);
});

test('a factor is turned on only with what it needs, and not off where the pool requires one', async (context) => {
  const { fixture } = await withAda(context, { MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA'] });
  const refused = awsError('InvalidParameterException');
  await assert.rejects(prefer(fixture, { SoftwareTokenMfaSettings: on }), refused);
  await assert.rejects(prefer(fixture, { EmailMfaSettings: on }), refused);
  await assert.rejects(prefer(fixture, { SMSMfaSettings: { Enabled: false, PreferredMfa: true } }), refused);
  await prefer(fixture, { SMSMfaSettings: on });
  await assert.rejects(prefer(fixture, { SMSMfaSettings: { Enabled: false } }), refused);
  const user = await fixture.call('AdminGetUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  assert.equal(user['PreferredMfaSetting'], 'SMS_MFA');
});

const passwordless = {
  ...{ MfaConfiguration: 'OPTIONAL' },
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
};

const choose = (fixture: Fixture, ClientId: string, AuthParameters: JsonObject) =>
  fixture.call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters });

test('USER_AUTH offers what the user has, and takes a password or a code', async (context) => {
  const { fixture, clientId } = await withAda(context, passwordless);
  const offered = await choose(fixture, clientId, { USERNAME: 'ada' });
  assert.equal(offered['ChallengeName'], 'SELECT_CHALLENGE');
  assert.deepEqual(offered['AvailableChallenges'], ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP']);
  const byPassword = { ANSWER: 'PASSWORD', PASSWORD: goodPassword };
  assert.ok((await answer(fixture, clientId, 'SELECT_CHALLENGE', offered, byPassword))['AuthenticationResult']);

  const direct = await choose(fixture, clientId, { USERNAME: 'ada', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  assert.equal(direct['ChallengeName'], 'EMAIL_OTP');
  const done = await answer(fixture, clientId, 'EMAIL_OTP', direct, { EMAIL_OTP_CODE: lastCode(fixture) });
  assert.ok(done['AuthenticationResult']);

  const asked = await choose(fixture, clientId, { USERNAME: 'ada', PREFERRED_CHALLENGE: 'PASSWORD' });
  assert.equal(asked['ChallengeName'], 'PASSWORD');
  await assert.rejects(
    answer(fixture, clientId, 'PASSWORD', asked, { PASSWORD: 'wrong' }),
    awsError('NotAuthorizedException'),
  );
  const srp = await choose(fixture, clientId, {
    USERNAME: 'ada',
    PREFERRED_CHALLENGE: 'PASSWORD_SRP',
    SRP_A: 'abcdef',
  });
  assert.equal(srp['ChallengeName'], 'PASSWORD_VERIFIER');
});

test('a code as the first factor is no way around the second', async (context) => {
  const { fixture, clientId } = await withAda(context, passwordless);
  const early = await choose(fixture, clientId, { USERNAME: 'ada', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  const code = lastCode(fixture);
  await prefer(fixture, { SMSMfaSettings: on });
  const offered = await choose(fixture, clientId, { USERNAME: 'ada', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  assert.deepEqual(offered['AvailableChallenges'], ['PASSWORD', 'PASSWORD_SRP']);
  const asked = await answer(fixture, clientId, 'EMAIL_OTP', early, { EMAIL_OTP_CODE: code });
  assert.equal(asked['ChallengeName'], 'SMS_MFA');
});

test('nobody learns who exists from USER_AUTH', async (context) => {
  const { fixture, clientId } = await withAda(context, passwordless);
  const sent = fixture.sent.length;
  const offered = async (USERNAME: string) =>
    JSON.stringify((await choose(fixture, clientId, { USERNAME }))['AvailableChallenges']);
  const strangers = Array.from({ length: 80 }, (_, index) => `nobody-${index}`);
  const seen = await Promise.all(strangers.map(offered));
  assert.ok(new Set(seen).size > 3, 'one has this, another that, as users do');
  assert.deepEqual(await Promise.all(strangers.map(offered)), seen, 'the same at every try');
  const nobody = strangers.find((_, index) => seen[index]?.includes('SMS_OTP')) ?? '';
  const challenge = await choose(fixture, clientId, { USERNAME: nobody, PREFERRED_CHALLENGE: 'SMS_OTP' });
  assert.equal(challenge['ChallengeName'], 'SMS_OTP');
  assert.equal(fixture.sent.length, sent);
  const guess = fixture.call('RespondToAuthChallenge', {
    ...{ ChallengeName: 'SMS_OTP', ClientId: clientId, Session: text(challenge, 'Session') },
    ChallengeResponses: { USERNAME: nobody, SMS_OTP_CODE: '000000' },
  });
  await assert.rejects(guess, awsError('CodeMismatchException'));
});

test('USER_AUTH and CUSTOM_AUTH need a client that allows them', async (context) => {
  const { fixture, clientId } = await withAda(context, {}, allFlows);
  for (const AuthFlow of ['USER_AUTH', 'CUSTOM_AUTH']) {
    const request = { ClientId: clientId, AuthFlow, AuthParameters: { USERNAME: 'ada' } };
    await assert.rejects(fixture.call('InitiateAuth', request), awsError('InvalidParameterException', /not enabled/));
  }
});

test('what serves as the second factor does not reset the first', async (context) => {
  const { fixture } = await withAda(context, {
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_phone_number', Priority: 1 }] },
  });
  const clientId = fixture.client({ PreventUserExistenceErrors: 'LEGACY' }, '000000000abc');
  await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'ada' });
  await prefer(fixture, { SMSMfaSettings: on });
  await assert.rejects(
    fixture.call('ForgotPassword', { ClientId: clientId, Username: 'ada' }),
    awsError('InvalidParameterException', /Cannot reset/),
  );
});

test('many guesses at once are counted one by one', async (context) => {
  const { fixture, clientId } = await withAda(context);
  const guesses = Array.from({ length: 30 }, () => passwordSignIn(fixture, clientId, { ...ada, password: 'wrong' }));
  const messages = (await Promise.allSettled(guesses)).map((each) =>
    each.status === 'rejected' ? each.reason.message : 'in',
  );
  assert.equal(messages.filter((message) => message === 'Incorrect username or password.').length, 5);
  assert.equal(messages.filter((message) => message === 'Password attempts exceeded').length, 25);
});

test('whoever is disabled is answered as nobody is, and gets no code', async (context) => {
  const { fixture, clientId } = await withAda(context, passwordless);
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  const sent = fixture.sent.length;
  const challenge = await choose(fixture, clientId, { USERNAME: 'ada', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  assert.equal(challenge['ChallengeName'], 'EMAIL_OTP');
  assert.equal(fixture.sent.length, sent);
  const guess = answer(fixture, clientId, 'EMAIL_OTP', challenge, { EMAIL_OTP_CODE: '000000' });
  await assert.rejects(guess, awsError('CodeMismatchException'));
});

test('codes to sign in with are sent twenty times an hour and no more', async (context) => {
  const { fixture, clientId } = await withAda(context, passwordless);
  const ask = () => choose(fixture, clientId, { USERNAME: 'ada', PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  for (let time = 0; time < 20; time += 1) await ask();
  await assert.rejects(ask(), awsError('LimitExceededException'));
  await prefer(fixture, { SMSMfaSettings: on });
  assert.equal((await passwordSignIn(fixture, clientId, ada))['ChallengeName'], 'SMS_MFA');
});

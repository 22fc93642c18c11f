import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import {
  allFlows,
  awsError,
  type Fixture,
  goodPassword,
  openFixture,
  passwordSignIn,
  text,
  tokensOf,
} from './fixture.ts';

type Answers = Readonly<Record<string, (event: JsonObject) => Json | Promise<Json>>>;

const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
const ada = { name: 'ada', password: goodPassword };
const customClient = {
  ...allFlows,
  ExplicitAuthFlows: [...allFlows.ExplicitAuthFlows, 'ALLOW_CUSTOM_AUTH'],
};

/** A pool with these triggers; each answers its event with the response that is given here. */
function triggered(context: TestContext, answers: Answers, pool: JsonObject = {}) {
  const events: JsonObject[] = [];
  const fixture = openFixture(context, {
    pool: {
      ...{ AutoVerifiedAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false }, ...pool },
      LambdaConfig: Object.fromEntries(Object.keys(answers).map((name) => [name, arnOf(name)])),
    },
    async invokeFunction(arn, event) {
      events.push(event);
      const answer = answers[arn.slice(arn.lastIndexOf(':') + 1)];
      return { ...event, response: await answer?.(event) };
    },
  });
  return { fixture, events, clientId: fixture.client(customClient) };
}

const signUp = (fixture: Fixture, ClientId: string) =>
  fixture.call('SignUp', {
    ...{ ClientId, Username: 'ada', Password: goodPassword, ClientMetadata: { campaign: 'spring' } },
    UserAttributes: [{ Name: 'email', Value: 'ada@bank.example' }],
    ValidationData: [{ Name: 'captcha', Value: 'solved' }],
  });

const echo = (event: JsonObject) => event['response'] ?? null;
const requestOf = (event: JsonObject | undefined) => event?.['request'] as JsonObject;

test('the pre sign-up trigger is told who comes, and may confirm and verify at once', async (context) => {
  const { fixture, events, clientId } = triggered(context, {
    PreSignUp: () => ({ autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: false }),
    PostConfirmation: echo,
  });
  assert.equal((await signUp(fixture, clientId))['UserConfirmed'], true);
  assert.deepEqual(events[0], {
    ...{ version: '1', triggerSource: 'PreSignUp_SignUp', region: 'eu-central-1', userPoolId: fixture.poolId },
    userName: 'ada',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    request: {
      userAttributes: { email: 'ada@bank.example' },
      validationData: { captcha: 'solved' },
      clientMetadata: { campaign: 'spring' },
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  assert.equal(events[1]?.['triggerSource'], 'PostConfirmation_ConfirmSignUp');
  assert.equal((requestOf(events[1])['userAttributes'] as JsonObject)['email_verified'], 'true');
  assert.equal(fixture.sent.length, 0);
});

test('a pre sign-up trigger that throws, or answers nonsense, lets nobody in', async (context) => {
  const failing = triggered(context, {
    PreSignUp: () => {
      throw new Error('not from there');
    },
  });
  await assert.rejects(
    signUp(failing.fixture, failing.clientId),
    awsError('UserLambdaValidationException', 'PreSignUp failed with error not from there.'),
  );
  for (const answer of [{ autoConfirmUser: 'yes' }, 'true', null]) {
    const nonsense = triggered(context, { PreSignUp: () => answer });
    await assert.rejects(signUp(nonsense.fixture, nonsense.clientId), awsError('InvalidLambdaResponseException'));
    const list = await nonsense.fixture.call('ListUsers', { UserPoolId: nonsense.fixture.poolId });
    assert.deepEqual(list['Users'], []);
  }
});

test('an administrator’s new user is shown to the pre sign-up trigger as well', async (context) => {
  const { fixture, events } = triggered(context, { PreSignUp: echo });
  await fixture.user('ada', { totp: false });
  assert.equal(events[0]?.['triggerSource'], 'PreSignUp_AdminCreateUser');
  const caller = events[0]?.['callerContext'];
  assert.deepEqual(caller, { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'CLIENT_ID_NOT_APPLICABLE' });
});

test('pre authentication may refuse before a password is judged; post authentication before there are tokens', async (context) => {
  let refuses = '';
  const { fixture, events, clientId } = triggered(context, {
    PreAuthentication: (event) => (refuses === 'pre' ? Promise.reject(new Error('closed')) : echo(event)),
    PostAuthentication: (event) => (refuses === 'post' ? Promise.reject(new Error('too late')) : echo(event)),
  });
  await fixture.user('ada', { totp: false });
  await passwordSignIn(fixture, clientId, ada);
  assert.deepEqual(
    events.map((event) => event['triggerSource']),
    ['PreAuthentication_Authentication', 'PostAuthentication_Authentication'],
  );
  assert.equal(requestOf(events[1])['newDeviceUsed'], false);
  await assert.rejects(passwordSignIn(fixture, clientId, { name: 'nobody', password: 'x' }));
  assert.equal(requestOf(events[2])['userNotFound'], true);
  for (refuses of ['pre', 'post']) {
    await assert.rejects(passwordSignIn(fixture, clientId, ada), awsError('UserLambdaValidationException'));
  }
});

test('the custom message trigger words what is sent, and the code takes its place', async (context) => {
  const { fixture, events, clientId } = triggered(context, {
    CustomMessage: () => ({ emailSubject: 'Welcome', emailMessage: 'Use <b>{####}</b>', smsMessage: null }),
  });
  await signUp(fixture, clientId);
  const [mail] = fixture.sent;
  assert.equal(mail?.subject, 'Welcome');
  const [, code = ''] = /^Use <b>(\d{6})<\/b>$/.exec(mail?.html ?? '') ?? [];
  assert.notEqual(code, '', 'the mail holds a code');
  assert.equal(events[0]?.['triggerSource'], 'CustomMessage_SignUp');
  assert.equal(requestOf(events[0])['codeParameter'], '{####}');
  assert.equal(JSON.stringify(events).includes(code), false, 'the function is not told the code');
});

test('a function that takes its time to word a message does not tell who exists', async (context) => {
  const { fixture, clientId } = triggered(context, {
    async CustomMessage() {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return {};
    },
  });
  await fixture.user('ada', { totp: false });
  await fixture.call('AdminUpdateUserAttributes', {
    ...{ UserPoolId: fixture.poolId, Username: 'ada' },
    UserAttributes: [
      { Name: 'email', Value: 'ada@bank.example' },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'ada' });
  const began = performance.now();
  await fixture.call('ForgotPassword', { ClientId: clientId, Username: 'nobody' });
  assert.ok(performance.now() - began >= 290);
});

/** A pool that asks a riddle, as often as twice. */
const riddles = {
  DefineAuthChallenge(event: JsonObject): JsonObject {
    const session = requestOf(event)['session'] as readonly JsonObject[];
    const last = session.at(-1);
    if (last?.['challengeName'] === 'SRP_A') return { challengeName: 'PASSWORD_VERIFIER' };
    const isRight = last?.['challengeName'] === 'CUSTOM_CHALLENGE' && last['challengeResult'] === true;
    if (isRight) return { issueTokens: true };
    return session.length >= 2 ? { failAuthentication: true } : { challengeName: 'CUSTOM_CHALLENGE' };
  },
  CreateAuthChallenge: () => ({
    publicChallengeParameters: { riddle: 'What is yours?' },
    privateChallengeParameters: { answer: 'my name' },
    challengeMetadata: 'RIDDLE',
  }),
  VerifyAuthChallengeResponse(event: JsonObject): JsonObject {
    const { privateChallengeParameters, challengeAnswer } = requestOf(event);
    return { answerCorrect: (privateChallengeParameters as JsonObject)['answer'] === challengeAnswer };
  },
};

const begin = (fixture: Fixture, ClientId: string, more: JsonObject = {}, USERNAME = 'ada') =>
  fixture.call('InitiateAuth', { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME, ...more } });

const give = (fixture: Fixture, ClientId: string, challenge: JsonObject, ANSWER: string, USERNAME = 'ada') =>
  fixture.call('RespondToAuthChallenge', {
    ...{ ChallengeName: 'CUSTOM_CHALLENGE', ClientId, Session: text(challenge, 'Session') },
    ChallengeResponses: { USERNAME, ANSWER },
  });

test('the pool’s own functions ask, judge, and say when it is enough', async (context) => {
  const { fixture, events, clientId } = triggered(context, riddles);
  await fixture.user('ada', { totp: false });
  const first = await begin(fixture, clientId);
  assert.deepEqual(first['ChallengeParameters'], { riddle: 'What is yours?', USERNAME: 'ada' });
  assert.doesNotMatch(JSON.stringify(first), /my name/);
  const second = await give(fixture, clientId, first, 'guess');
  assert.equal(second['ChallengeName'], 'CUSTOM_CHALLENGE');
  await assert.rejects(give(fixture, clientId, first, 'my name'), awsError('NotAuthorizedException', /once/));
  assert.ok((await give(fixture, clientId, second, 'my name'))['AuthenticationResult']);
  const last = events.findLast((event) => event['triggerSource'] === 'DefineAuthChallenge_Authentication');
  assert.deepEqual(requestOf(last)['session'], [
    { challengeName: 'CUSTOM_CHALLENGE', challengeResult: false, challengeMetadata: 'RIDDLE' },
    { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'RIDDLE' },
  ]);
});

test('functions that say it failed, or that nobody may come in, give no tokens', async (context) => {
  const { fixture, clientId } = triggered(context, riddles);
  await fixture.user('ada', { totp: false });
  const second = await give(fixture, clientId, await begin(fixture, clientId), 'guess');
  const wrong = awsError('NotAuthorizedException', 'Incorrect username or password.');
  await assert.rejects(give(fixture, clientId, second, 'guess'), wrong);
  const stranger = await begin(fixture, clientId, {}, 'nobody');
  await assert.rejects(give(fixture, clientId, stranger, 'my name', 'nobody'), wrong);
});

test('a custom sign-in is no way around the second factor', async (context) => {
  const { fixture, clientId } = triggered(context, riddles, {
    ...{ EnabledMfas: ['SOFTWARE_TOKEN_MFA'], MfaConfiguration: 'ON' },
  });
  await fixture.user('ada');
  const asked = await give(fixture, clientId, await begin(fixture, clientId), 'my name');
  assert.equal(asked['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
});

test('SRP may come first in a custom sign-in, and a wrong proof ends it', async (context) => {
  const { fixture, clientId } = triggered(context, riddles);
  await fixture.user('ada', { totp: false });
  const srp = await begin(fixture, clientId, { CHALLENGE_NAME: 'SRP_A', SRP_A: 'abcdef' });
  assert.equal(srp['ChallengeName'], 'PASSWORD_VERIFIER');
  const proof = fixture.call('RespondToAuthChallenge', {
    ...{ ChallengeName: 'PASSWORD_VERIFIER', ClientId: clientId, Session: text(srp, 'Session') },
    ChallengeResponses: {
      ...{ USERNAME: 'ada', PASSWORD_CLAIM_SECRET_BLOCK: text(srp, 'Session') },
      ...{ PASSWORD_CLAIM_SIGNATURE: 'AAAA', TIMESTAMP: 'Tue Sep 1 10:00:00 UTC 2026' },
    },
  });
  await assert.rejects(proof, awsError('NotAuthorizedException', 'Incorrect username or password.'));
});

test('a pool without the functions has no custom sign-in', async (context) => {
  const { fixture, clientId } = triggered(context, {});
  await fixture.user('ada', { totp: false });
  await assert.rejects(begin(fixture, clientId), awsError('InvalidParameterException', /not configured/));
});

test('a user of another directory comes over with the password that was typed', async (context) => {
  const { fixture, events, clientId } = triggered(context, {
    UserMigration: (event) =>
      requestOf(event)['password'] === goodPassword
        ? { userAttributes: { email: 'ada@bank.example', email_verified: 'true' }, finalUserStatus: 'CONFIRMED' }
        : Promise.reject(new Error('wrong')),
  });
  await assert.rejects(
    passwordSignIn(fixture, clientId, { ...ada, password: 'wrong' }),
    awsError('NotAuthorizedException', `Exception migrating user in app client ${clientId}`),
  );
  const { idToken } = tokensOf(await passwordSignIn(fixture, clientId, ada));
  assert.equal(decodeJwt(idToken)['email_verified'], true);
  assert.equal(events.at(-1)?.['triggerSource'], 'UserMigration_Authentication');
  const asked = events.length;
  await passwordSignIn(fixture, clientId, ada);
  assert.equal(events.length, asked, 'who has come over is asked for no more');
});

test('guesses that another directory refuses lock out as well', async (context) => {
  const { fixture, events, clientId } = triggered(context, { UserMigration: () => Promise.reject(new Error('wrong')) });
  const guess = () => passwordSignIn(fixture, clientId, { ...ada, password: 'wrong' });
  for (let time = 0; time < 5; time += 1)
    await assert.rejects(guess(), awsError('NotAuthorizedException', /migrating/));
  await assert.rejects(guess(), awsError('NotAuthorizedException', 'Password attempts exceeded'));
  assert.equal(events.length, 5);
});

test('who is disabled while a function of the sign-in runs gets no tokens', async (context) => {
  const { fixture, clientId } = triggered(context, {
    ...riddles,
    async VerifyAuthChallengeResponse(event) {
      await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
      return riddles.VerifyAuthChallengeResponse(event);
    },
  });
  await fixture.user('ada', { totp: false });
  const challenge = await begin(fixture, clientId);
  await assert.rejects(
    give(fixture, clientId, challenge, 'my name'),
    awsError('NotAuthorizedException', 'User is disabled.'),
  );
});

test('a trigger that does not answer is asked three times, five seconds each', async (context) => {
  const { fixture, events, clientId } = triggered(context, { PreSignUp: () => new Promise<Json>(() => undefined) });
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const refused = assert.rejects(
    signUp(fixture, clientId),
    awsError('UnexpectedLambdaException', /no answer within five seconds/),
  );
  for (const attempt of [1, 2, 3]) {
    while (events.length < attempt) await new Promise(setImmediate);
    context.mock.timers.tick(5_000);
  }
  await refused;
  assert.equal(events.length, 3);
});

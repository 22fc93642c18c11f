import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lockoutMillis } from '../../../lib/local/cognito/store/failed-attempts.ts';
import { answerTotp, awsError, codeOf, openFixture, passwordSignIn, signIn, text } from './fixture.ts';

const wrong = awsError('NotAuthorizedException', 'Incorrect username or password.');
const locked = awsError('NotAuthorizedException', 'Password attempts exceeded');

test('the fifth failure locks for a second, each further one twice as long, up to a quarter of an hour', () => {
  assert.deepEqual(
    [0, 1, 4, 5, 6, 7, 14, 15, 40].map(lockoutMillis),
    [0, 0, 0, 1_000, 2_000, 4_000, 512_000, 900_000, 900_000],
  );
  fc.assert(
    fc.property(fc.nat(10_000), (failures) => {
      assert.ok(lockoutMillis(failures) <= lockoutMillis(failures + 1));
    }),
  );
});

for (const name of ['ada', 'nobody']) {
  test(`${name === 'ada' ? 'a user' : 'a name that nobody bears'} is locked out after five wrong passwords`, async (context) => {
    const fixture = openFixture(context);
    const clientId = fixture.client();
    const ada = await fixture.user('ada');
    const attempt = (password: string) => passwordSignIn(fixture, clientId, { name, password });
    for (let failures = 0; failures < 5; failures += 1) await assert.rejects(attempt('wrong'), wrong);
    await assert.rejects(attempt('wrong'), locked);
    await assert.rejects(attempt(ada.password), locked);
    fixture.clock.now += 1_000;
    await assert.rejects(attempt('wrong'), wrong);
    fixture.clock.now += 1_999;
    await assert.rejects(attempt('wrong'), locked);
    fixture.clock.now += 1;
    if (name === 'ada') await signIn(fixture, clientId, ada);
  });
}

test('wrong codes count as wrong passwords do, and the right password does not wipe them out', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  for (let failures = 0; failures < 5; failures += 1) {
    const challenge = await passwordSignIn(fixture, clientId, ada);
    await assert.rejects(answerTotp(fixture, clientId, ada, challenge, '000000'), awsError('CodeMismatchException'));
  }
  await assert.rejects(passwordSignIn(fixture, clientId, ada), locked);
});

test('a lock-out holds for the sessions that were open before it', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const challenge = await passwordSignIn(fixture, clientId, ada);
  for (let failures = 0; failures < 5; failures += 1) {
    await assert.rejects(answerTotp(fixture, clientId, ada, challenge, '000000'), awsError('CodeMismatchException'));
  }
  await assert.rejects(answerTotp(fixture, clientId, ada, challenge), locked);
  fixture.clock.now += 1_000;
  await answerTotp(fixture, clientId, ada, challenge);
});

test('wrong proofs of SRP count as wrong passwords do', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const begin = () =>
    fixture.call('InitiateAuth', {
      ...{ ClientId: clientId, AuthFlow: 'USER_SRP_AUTH' },
      AuthParameters: { USERNAME: 'ada', SRP_A: 'abcdef' },
    });
  for (let failures = 0; failures < 5; failures += 1) {
    const { Session } = await begin();
    const answer = fixture.call('RespondToAuthChallenge', {
      ...{ ClientId: clientId, ChallengeName: 'PASSWORD_VERIFIER', Session },
      ChallengeResponses: {
        ...{ USERNAME: 'ada', PASSWORD_CLAIM_SECRET_BLOCK: Session, TIMESTAMP: 'Tue Sep 1 10:00:00 UTC 2026' },
        PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
      },
    });
    await assert.rejects(answer, wrong);
  }
  await assert.rejects(begin(), locked);
  await assert.rejects(passwordSignIn(fixture, clientId, ada), locked);
});

test('wrong first codes of an authenticator app count, and a lock-out stops its set-up', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada', { totp: false });
  const setup = await passwordSignIn(fixture, clientId, ada);
  const { SecretCode, Session } = await fixture.call('AssociateSoftwareToken', { Session: text(setup, 'Session') });
  const verify = (UserCode: string) => fixture.call('VerifySoftwareToken', { Session, UserCode });
  for (let failures = 0; failures < 5; failures += 1) {
    await assert.rejects(verify('000000'), awsError('EnableSoftwareTokenMFAException'));
  }
  const rightCode = () => codeOf(String(SecretCode), fixture.clock.now);
  await assert.rejects(verify(rightCode()), locked);
  fixture.clock.now += 1_000;
  await verify(rightCode());
});

test('a full sign-in starts the count anew', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const fail = () => assert.rejects(passwordSignIn(fixture, clientId, { ...ada, password: 'wrong' }), wrong);
  for (let failures = 0; failures < 4; failures += 1) await fail();
  await signIn(fixture, clientId, ada);
  for (let failures = 0; failures < 4; failures += 1) await fail();
  await signIn(fixture, clientId, ada);
});

test('whoever holds an access token does not guess the password with ChangePassword', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const { accessToken } = await signIn(fixture, clientId, ada);
  const guess = (PreviousPassword: string) =>
    fixture.call('ChangePassword', {
      ...{ AccessToken: accessToken, PreviousPassword },
      ProposedPassword: 'my own new Horse 1',
    });
  for (let failures = 0; failures < 5; failures += 1) await assert.rejects(guess('wrong'), wrong);
  await assert.rejects(guess(ada.password), locked);
  const verify = { AccessToken: accessToken, UserCode: '000000' };
  await assert.rejects(fixture.call('VerifySoftwareToken', verify), locked);
  fixture.clock.now += 1_000;
  await guess(ada.password);
});

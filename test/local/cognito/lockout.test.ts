import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lockoutMillis } from '../../../lib/local/cognito/store/failed-attempts.ts';
import { answerTotp, awsError, openFixture, passwordSignIn, signIn } from './fixture.ts';

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
  fixture.clock.now += 1_000;
  await guess(ada.password);
});

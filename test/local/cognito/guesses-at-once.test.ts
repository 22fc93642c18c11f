import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { allFlows, awsError, type Fixture, goodPassword, openFixture, passwordSignIn, text } from './fixture.ts';

const guesses = 12;
const free = 5;
const customFlow = { ...allFlows, ExplicitAuthFlows: [...allFlows.ExplicitAuthFlows, 'ALLOW_CUSTOM_AUTH'] };
const names = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse', 'UserMigration'] as const;

/** A pool whose functions take a while to say no; `judged` is what they were asked to judge. */
function slowPool(context: TestContext, { migrates }: { readonly migrates: boolean }) {
  const judged: string[] = [];
  const wanted = names.filter((name) => (name === 'UserMigration') === migrates);
  const fixture = openFixture(context, {
    pool: { LambdaConfig: Object.fromEntries(wanted.map((name) => [name, `arn:aws:lambda:::function:${name}`])) },
    async invokeFunction(arn, event) {
      const name = arn.slice(arn.lastIndexOf(':') + 1);
      if (name === 'DefineAuthChallenge') return { ...event, response: { challengeName: 'CUSTOM_CHALLENGE' } };
      if (name === 'CreateAuthChallenge') return { ...event, response: {} };
      judged.push(name);
      await setTimeout(5);
      if (name === 'UserMigration') throw new Error('wrong');
      return { ...event, response: { answerCorrect: false } };
    },
  });
  return { fixture, judged, clientId: fixture.client(customFlow) };
}

const times = <Result>(make: (index: number) => Promise<Result>): Promise<readonly Result[]> =>
  Promise.all(Array.from({ length: guesses }, (_, index) => make(index)));

const outcome = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'asked again',
    (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
  );

const lockedOut = (messages: readonly string[]) =>
  messages.filter((message) => message === 'Password attempts exceeded');

const riddle = (fixture: Fixture, ClientId: string) =>
  fixture.call('InitiateAuth', { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'ada' } });

test('answers to many custom challenges at once are judged one by one, and locked out after five', async (context) => {
  const { fixture, judged, clientId } = slowPool(context, { migrates: false });
  await fixture.user('ada', { totp: false });
  const sessions = await times(() => riddle(fixture, clientId));
  const messages = await times((index) =>
    outcome(
      fixture.call('RespondToAuthChallenge', {
        ...{ ChallengeName: 'CUSTOM_CHALLENGE', ClientId: clientId, Session: sessions[index]?.['Session'] ?? '' },
        ChallengeResponses: { USERNAME: 'ada', ANSWER: String(index) },
      }),
    ),
  );
  assert.equal(judged.length, free);
  assert.equal(lockedOut(messages).length, guesses - free);
});

test('guesses at once do not outrun the lock-out of a directory that people come over from', async (context) => {
  const { fixture, judged, clientId } = slowPool(context, { migrates: true });
  const messages = await times((index) =>
    outcome(passwordSignIn(fixture, clientId, { name: 'ada', password: `guess ${index}` })),
  );
  assert.equal(judged.length, free);
  assert.equal(lockedOut(messages).length, guesses - free);
});

test('an answer under the name that was typed tells no user from nobody', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameAttributes: ['email'] } });
  const clientId = fixture.client();
  const Username = 'ada@bank.example';
  const who = { UserPoolId: fixture.poolId, Username };
  await fixture.call('AdminCreateUser', { ...who, MessageAction: 'SUPPRESS' });
  await fixture.call('AdminSetUserPassword', { ...who, Password: goodPassword, Permanent: true });
  for (const USERNAME of [Username, 'nobody@bank.example']) {
    const challenge = await fixture.call('InitiateAuth', {
      ...{ ClientId: clientId, AuthFlow: 'USER_SRP_AUTH' },
      AuthParameters: { USERNAME, SRP_A: 'abcdef' },
    });
    const Session = text(challenge, 'Session');
    const answer = fixture.call('RespondToAuthChallenge', {
      ...{ ChallengeName: 'PASSWORD_VERIFIER', ClientId: clientId, Session },
      ChallengeResponses: {
        ...{ USERNAME, PASSWORD_CLAIM_SECRET_BLOCK: Session, TIMESTAMP: 'Tue Sep 1 10:00:00 UTC 2026' },
        PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
      },
    });
    await assert.rejects(answer, awsError('NotAuthorizedException', 'Incorrect username or password.'));
  }
});

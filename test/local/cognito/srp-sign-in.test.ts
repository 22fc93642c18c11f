import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { allFlows, awsError, type Fixture, goodPassword, openFixture, type Person, text } from './fixture.ts';
import { serve } from './server.ts';

/** Amazon's own client in JavaScript is the judge of SRP. */
const signInWith = (fixture: Fixture, endpoint: string, clientId: string, someone: Person, password: string) =>
  new Promise<CognitoUserSession>((resolve, reject) => {
    const store = new Map<string, string>();
    const Storage = {
      setItem: (key: string, value: string) => void store.set(key, value),
      getItem: (key: string) => store.get(key) ?? null,
      removeItem: (key: string) => void store.delete(key),
      clear: () => store.clear(),
    };
    const Pool = new CognitoUserPool({ UserPoolId: fixture.poolId, ClientId: clientId, endpoint, Storage });
    const user = new CognitoUser({ Username: someone.name, Pool, Storage });
    const callbacks = {
      onSuccess: resolve,
      onFailure: reject,
      totpRequired: () => user.sendMFACode(someone.code(), callbacks, 'SOFTWARE_TOKEN_MFA'),
    };
    user.authenticateUser(new AuthenticationDetails({ Username: someone.name, Password: password }), callbacks);
  });

test('a password is proven without being sent, then the second factor', async (context) => {
  const fixture = openFixture(context);
  const endpoint = await serve(context, fixture.cognito);
  const ada = await fixture.user('Ada');
  const session = await signInWith(fixture, endpoint, fixture.client(), ada, ada.password);
  assert.equal(session.getAccessToken().payload['username'], 'ada');
});

test('in a pool that signs in by address, the user name of the proof is the one made here', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameAttributes: ['email'] } });
  const endpoint = await serve(context, fixture.cognito);
  const ada = await fixture.user('ada@bank.example', { totp: false });
  const session = await signInWith(fixture, endpoint, fixture.client(), ada, ada.password);
  assert.match(String(session.getAccessToken().payload['username']), /^[0-9a-f-]{36}$/);
  assert.equal(session.getIdToken().payload['email'], 'ada@bank.example');
});

test('a wrong password and a user who does not exist fail alike', async (context) => {
  const fixture = openFixture(context);
  const endpoint = await serve(context, fixture.cognito);
  const ada = await fixture.user('ada');
  const clientId = fixture.client();
  const refused = awsError('NotAuthorizedException', 'Incorrect username or password.');
  await assert.rejects(signInWith(fixture, endpoint, clientId, ada, 'wrong'), refused);
  await assert.rejects(signInWith(fixture, endpoint, clientId, { ...ada, name: 'nobody' }, goodPassword), refused);
});

const begin = (fixture: Fixture, clientId: string, name: string, publicValue = 'abcdef') =>
  fixture.call('InitiateAuth', {
    ...{ ClientId: clientId, AuthFlow: 'USER_SRP_AUTH' },
    AuthParameters: { USERNAME: name, SRP_A: publicValue },
  });

test('a user who does not exist has a salt that stays the same, as others have', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const salts = await Promise.all(
    [0, 1].map(async () => {
      const { ChallengeParameters } = await begin(fixture, clientId, 'nobody');
      return (ChallengeParameters as { readonly SALT: string }).SALT;
    }),
  );
  assert.match(salts[0] ?? '', /^[0-9a-f]{32}$/);
  assert.equal(salts[0], salts[1]);
});

test('a user name made up for nobody looks like one made here, and is the same at each try', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameAttributes: ['email'] } });
  const clientId = fixture.client();
  const userId = async (name: string) => {
    const { ChallengeParameters } = await begin(fixture, clientId, name);
    return (ChallengeParameters as { readonly USER_ID_FOR_SRP: string }).USER_ID_FOR_SRP;
  };
  const first = await userId('nobody@bank.example');
  assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(await userId('nobody@bank.example'), first);
  assert.notEqual(await userId('no-one@bank.example'), first);
  const elsewhere = openFixture(context, { pool: { UsernameAttributes: ['email'] } });
  const { ChallengeParameters } = await begin(elsewhere, elsewhere.client(), 'nobody@bank.example');
  assert.notEqual((ChallengeParameters as { readonly USER_ID_FOR_SRP: string }).USER_ID_FOR_SRP, first);
});

test('a client that may know says that a user does not exist', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client({ ...allFlows, PreventUserExistenceErrors: 'LEGACY' });
  await assert.rejects(begin(fixture, clientId, 'nobody'), awsError('UserNotFoundException', 'User does not exist.'));
});

test('public values that would fix the shared key are refused', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  for (const value of ['0', '00', 'xyz', '-1', ' ']) {
    await assert.rejects(begin(fixture, clientId, 'ada', value), awsError('InvalidParameterException', /SRP_A/));
  }
});

test('an exchange is over after one answer, right or wrong', async (context) => {
  const fixture = openFixture(context);
  await fixture.user('ada');
  const clientId = fixture.client();
  const challenge = await begin(fixture, clientId, 'ada');
  const answer = () =>
    fixture.call('RespondToAuthChallenge', {
      ...{ ClientId: clientId, ChallengeName: 'PASSWORD_VERIFIER' },
      ChallengeResponses: {
        USERNAME: 'ada',
        PASSWORD_CLAIM_SECRET_BLOCK: text(challenge, 'Session'),
        PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
        TIMESTAMP: 'Tue Sep 1 10:00:00 UTC 2026',
      },
    });
  await assert.rejects(answer(), awsError('NotAuthorizedException', 'Incorrect username or password.'));
  await assert.rejects(answer(), awsError('NotAuthorizedException', /can only be used once/));
});

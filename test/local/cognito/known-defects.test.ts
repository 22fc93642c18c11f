import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { HttpRequest } from '../../../lib/local/aws-service.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import {
  allFlows,
  answerTotp,
  awsError,
  goodPassword,
  openFixture,
  otherPassword,
  passwordSignIn,
  signIn,
  text,
  tokensOf,
} from './fixture.ts';
import { callback, openLogin } from './login-fixture.ts';

/** Each of these passes in cognito-local 5.3.0, or once did here; none may pass. */

const get = (path: string, query = ''): HttpRequest => ({
  ...{ method: 'GET', path, query, headers: new Map(), body: Buffer.alloc(0) },
});

test('an invented session resets no password', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  await fixture.user('ada');
  await assert.rejects(
    fixture.call('RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: clientId,
      Session: randomBytes(60).toString('base64'),
      ChallengeResponses: { USERNAME: 'ada', NEW_PASSWORD: otherPassword },
    }),
    awsError('NotAuthorizedException', 'Invalid session for the user.'),
  );
  const challenge = await passwordSignIn(fixture, clientId, { name: 'ada', password: goodPassword });
  assert.equal(challenge['ChallengeName'], 'SOFTWARE_TOKEN_MFA');
});

test('the OAuth path gives no tokens of users without the second factor', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  const asked = await visitor.submit({ username: 'ada', password: ada.password });
  assert.match(asked.title, /^Enter the code/);
  assert.equal(visitor.arrivedAt, undefined);
  const refused = await visitor.submit({ code: '000000' });
  assert.equal(refused.status, 400);
  assert.equal(visitor.arrivedAt, undefined);
});

test('a disabled user does not sign in', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  await assert.rejects(passwordSignIn(fixture, clientId, ada), awsError('NotAuthorizedException', 'User is disabled.'));
  await fixture.call('AdminEnableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  await signIn(fixture, clientId, ada);
});

test('the password policy holds for every way to set a password', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const refused = awsError(
    'InvalidPasswordException',
    'Password did not conform with policy: Password not long enough',
  );
  const pool = { UserPoolId: fixture.poolId };
  const create = { ...pool, Username: 'bob', MessageAction: 'SUPPRESS' };
  await assert.rejects(fixture.call('AdminCreateUser', { ...create, TemporaryPassword: 'a' }), refused);
  await fixture.call('AdminCreateUser', { ...create, TemporaryPassword: goodPassword });
  await assert.rejects(
    fixture.call('AdminSetUserPassword', { ...pool, Username: 'bob', Password: 'a', Permanent: true }),
    refused,
  );
  const challenge = await passwordSignIn(fixture, clientId, { name: 'bob', password: goodPassword });
  const answer = (NEW_PASSWORD: string) =>
    fixture.call('RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ClientId: clientId,
      Session: text(challenge, 'Session'),
      ChallengeResponses: { USERNAME: 'bob', NEW_PASSWORD },
    });
  await assert.rejects(answer('a'), refused);
  assert.equal((await answer(otherPassword))['ChallengeName'], 'MFA_SETUP');

  const ada = await fixture.user('ada');
  const { accessToken } = await signIn(fixture, clientId, ada);
  const change = { AccessToken: accessToken, PreviousPassword: ada.password };
  await assert.rejects(fixture.call('ChangePassword', { ...change, ProposedPassword: 'a' }), refused);
});

test('a flow that the client does not allow is refused', async (context) => {
  const fixture = openFixture(context);
  const ada = await fixture.user('ada');
  const clientId = fixture.client({ ...allFlows, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
  await assert.rejects(
    passwordSignIn(fixture, clientId, ada),
    awsError('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
  );
  const admin = {
    ...{ UserPoolId: fixture.poolId, ClientId: clientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' },
    AuthParameters: { USERNAME: 'ada', PASSWORD: ada.password },
  };
  await assert.rejects(fixture.call('AdminInitiateAuth', admin), awsError('InvalidParameterException'));
  const refresh = { ClientId: clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: 'x' } };
  await assert.rejects(fixture.call('InitiateAuth', refresh), awsError('InvalidParameterException'));
});

test('a flow of administrators is not begun by anyone', async (context) => {
  const fixture = openFixture(context);
  const ada = await fixture.user('ada');
  for (const AuthFlow of ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']) {
    const request = {
      AuthFlow,
      ClientId: fixture.client(),
      AuthParameters: { USERNAME: 'ada', PASSWORD: ada.password },
    };
    await assert.rejects(fixture.call('InitiateAuth', request), awsError('InvalidParameterException'));
  }
});

test('a client with a secret needs the right SECRET_HASH', async (context) => {
  const fixture = openFixture(context);
  const ada = await fixture.user('ada');
  const clientId = fixture.client({ ...allFlows, GenerateSecret: true });
  await assert.rejects(
    passwordSignIn(fixture, clientId, ada),
    awsError('NotAuthorizedException', `Client ${clientId} is configured with secret but SECRET_HASH was not received`),
  );
  const guessed = {
    ...{ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH' },
    AuthParameters: { USERNAME: 'ada', PASSWORD: ada.password, SECRET_HASH: 'guessed' },
  };
  await assert.rejects(
    fixture.call('InitiateAuth', guessed),
    awsError('NotAuthorizedException', `Unable to verify secret hash for client ${clientId}`),
  );
});

test('SECRET_HASH is asked for at every step of a sign-in and at every refresh', async (context) => {
  const fixture = openFixture(context);
  const ada = await fixture.user('ada');
  const clientId = fixture.client({ ...allFlows, GenerateSecret: true });
  const described = await fixture.call('DescribeUserPoolClient', { UserPoolId: fixture.poolId, ClientId: clientId });
  const { ClientSecret } = described['UserPoolClient'] as { readonly ClientSecret: string };
  const hash = { SECRET_HASH: createHmac('sha256', ClientSecret).update(`ada${clientId}`).digest('base64') };
  const missing = awsError('NotAuthorizedException', /SECRET_HASH was not received/);
  const initiate = (AuthFlow: string, AuthParameters: JsonObject) =>
    fixture.call('InitiateAuth', { ClientId: clientId, AuthFlow, AuthParameters });

  const srp = { USERNAME: 'ada', SRP_A: 'abcdef' };
  await assert.rejects(initiate('USER_SRP_AUTH', srp), missing);
  await initiate('USER_SRP_AUTH', { ...srp, ...hash });

  const challenge = await initiate('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD: ada.password, ...hash });
  await assert.rejects(answerTotp(fixture, clientId, ada, challenge), missing);
  const answered = await fixture.call('RespondToAuthChallenge', {
    ...{ ClientId: clientId, ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: text(challenge, 'Session') },
    ChallengeResponses: { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: ada.code(), ...hash },
  });

  const refresh = { REFRESH_TOKEN: tokensOf(answered).refreshToken };
  await assert.rejects(initiate('REFRESH_TOKEN_AUTH', refresh), missing);
  await initiate('REFRESH_TOKEN_AUTH', { ...refresh, ...hash });
});

test('SECRET_HASH is asked for before anybody signs up, confirms or recovers a password', async (context) => {
  const fixture = openFixture(context, { pool: { UsernameConfiguration: { CaseSensitive: false } } });
  const clientId = fixture.client({ ...allFlows, GenerateSecret: true });
  const described = await fixture.call('DescribeUserPoolClient', { UserPoolId: fixture.poolId, ClientId: clientId });
  const { ClientSecret } = described['UserPoolClient'] as { readonly ClientSecret: string };
  const SecretHash = createHmac('sha256', ClientSecret).update(`ada${clientId}`).digest('base64');
  const requests: Readonly<Record<string, JsonObject>> = {
    SignUp: { Password: goodPassword },
    ConfirmSignUp: { ConfirmationCode: '123456' },
    ResendConfirmationCode: {},
    ForgotPassword: {},
    ConfirmForgotPassword: { ConfirmationCode: '123456', Password: goodPassword },
  };
  for (const [operation, more] of Object.entries(requests)) {
    const request = { ClientId: clientId, Username: 'ada', ...more };
    const missing = awsError('NotAuthorizedException', /SECRET_HASH was not received/);
    await assert.rejects(fixture.call(operation, request), missing, operation);
    const wrong = awsError('NotAuthorizedException', /Unable to verify secret hash/);
    await assert.rejects(fixture.call(operation, { ...request, SecretHash: 'guessed' }), wrong, operation);
  }
  await fixture.call('SignUp', { ClientId: clientId, Username: 'ada', Password: goodPassword, SecretHash });
});

test('a code of the authenticator app is taken once', async (context) => {
  const fixture = openFixture(context);
  const clientId = fixture.client();
  const ada = await fixture.user('ada');
  const first = await passwordSignIn(fixture, clientId, ada);
  const second = await passwordSignIn(fixture, clientId, ada);
  await answerTotp(fixture, clientId, ada, first);
  await assert.rejects(
    answerTotp(fixture, clientId, ada, second),
    awsError('ExpiredCodeException', 'Your software token has already been used once.'),
  );
  fixture.clock.now += 30_000;
  await answerTotp(fixture, clientId, ada, second);
});

test('no password, secret, code or token stands readable in the state folder', async (context) => {
  const fixture = openFixture(context, { storage: 'file' });
  const ada = await fixture.user('ada');
  const { refreshToken, accessToken } = await signIn(fixture, fixture.client(), ada);
  const secretClient = fixture.client({ ...allFlows, GenerateSecret: true }, '00000000beef');
  const described = await fixture.call('DescribeUserPoolClient', {
    UserPoolId: fixture.poolId,
    ClientId: secretClient,
  });
  const { ClientSecret } = described['UserPoolClient'] as { readonly ClientSecret: string };
  const files = readdirSync(fixture.stateFolder);
  assert.ok(files.includes('cognito.sqlite'));
  for (const file of files) {
    const bytes = readFileSync(join(fixture.stateFolder, file));
    for (const secret of [ada.password, refreshToken, accessToken, ClientSecret, 'PRIVATE KEY']) {
      assert.equal(bytes.includes(secret), false, file);
    }
  }
});

test('two installations never share a signing key', (context) => {
  const keys = [0, 1].map(() => {
    const { cognito, poolArn } = openFixture(context);
    return cognito.keysOf(poolArn).jwks.keys.map(({ n }) => n);
  });
  assert.notDeepEqual(keys[0], keys[1]);
});

test('no script of a request gets into a page, and only public keys are read by other origins', async (context) => {
  const { fixture, clientId, visitor } = openLogin(context);
  const { cognito, poolId } = fixture;
  const script = '"><script>alert(1)</script>';
  const query = {
    client_id: clientId,
    redirect_uri: callback,
    response_type: 'code',
    state: script,
    login_hint: script,
  };
  const page = await visitor.open(`/oauth2/authorize?${new URLSearchParams(query)}`);
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.body, /<script|onerror/i);
  assert.match(page.body, /value="&quot;&gt;&lt;script&gt;/);
  assert.equal(page.headers['access-control-allow-origin'], undefined);
  const keys = await cognito.routes(get(`/${poolId}/.well-known/jwks.json`));
  assert.match(keys?.headers['content-type'] ?? '', /^application\/json/);
  assert.equal(keys?.headers['x-content-type-options'], 'nosniff');
  assert.equal(keys?.headers['access-control-allow-origin'], '*');
});

test('what is ignored may be nested as deep as it likes', async (context) => {
  const fixture = openFixture(context);
  const deep: JsonObject = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
  await assert.rejects(
    fixture.call('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: fixture.client(),
      AuthParameters: { USERNAME: 'nobody', PASSWORD: otherPassword },
      AnalyticsMetadata: deep,
      UserContextData: deep,
    }),
    awsError('NotAuthorizedException', 'Incorrect username or password.'),
  );
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { otherPassword } from './fixture.ts';
import { callback, codeClient, codeFor, infoFor, openLogin, pkce, postForm, redeem } from './login-fixture.ts';

test('a code becomes tokens with the claims that Cognito writes', async (context) => {
  const login = openLogin(context);
  const { fixture, clientId } = login;
  const ada = await fixture.user('ada');
  const authenticatedAt = Math.floor(fixture.clock.now / 1_000);
  const { status, headers, body } = await redeem(
    login,
    await codeFor(login, ada, { nonce: 'a nonce', scope: 'openid email' }),
  );
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  assert.deepEqual(Object.keys(body).sort(), ['access_token', 'expires_in', 'id_token', 'refresh_token', 'token_type']);
  const access = decodeJwt(String(body['access_token']));
  const id = decodeJwt(String(body['id_token']));
  assert.equal(access['scope'], 'openid email');
  assert.equal(access['token_use'], 'access');
  assert.equal(access['version'], 2);
  assert.equal(access['client_id'], clientId);
  assert.equal(access['username'], 'ada');
  assert.equal(access['auth_time'], authenticatedAt);
  assert.equal(access['nonce'], undefined);
  assert.equal(id['nonce'], 'a nonce');
  assert.equal(id['aud'], clientId);
  assert.equal(id['auth_time'], authenticatedAt);
  const left = createHash('sha256').update(String(body['access_token'])).digest().subarray(0, 16);
  assert.equal(id['at_hash'], left.toString('base64url'));
});

test('a second code of the same browser tells when its user signed in, not when it was asked for', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const authenticatedAt = Math.floor(login.fixture.clock.now / 1_000);
  await codeFor(login, ada);
  const { verifier } = await login.startVisit();
  const code = login.visitor.arrivedAt?.searchParams.get('code') ?? '';
  const { body } = await redeem(login, { code, verifier });
  const { iat, auth_time } = decodeJwt(String(body['access_token']));
  assert.equal(auth_time, authenticatedAt);
  assert.equal(iat, authenticatedAt + 30);
});

test('there is an ID token for who asked for openid, and no other', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const { body } = await redeem(login, await codeFor(login, ada, { scope: 'aws.cognito.signin.user.admin' }));
  assert.equal(body['id_token'], undefined);
  const user = await login.fixture.call('GetUser', { AccessToken: String(body['access_token']) });
  assert.equal(user['Username'], 'ada');
});

test('a code is redeemed once; the second time ends what came of it', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const code = await codeFor(login, ada);
  const { body } = await redeem(login, code);
  const userInfo = () => infoFor(login.fixture, String(body['access_token']));
  assert.equal((await userInfo()).status, 200);
  const replayed = await redeem(login, code);
  assert.equal(replayed.status, 400);
  assert.equal(replayed.body['error'], 'invalid_grant');
  assert.equal((await userInfo()).status, 401);
  const refreshed = await postForm(login.fixture, '/oauth2/token', {
    ...{ grant_type: 'refresh_token', client_id: login.clientId, refresh_token: String(body['refresh_token']) },
  });
  assert.equal(refreshed.body['error'], 'invalid_grant');
});

test('a code that is brought twice at once gives nobody anything', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const code = await codeFor(login, ada);
  const answers = await Promise.all([redeem(login, code), redeem(login, code)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [400, 400],
  );
});

test('a code is bound to client, address and challenge, and lasts five minutes', async (context) => {
  const login = openLogin(context);
  const { fixture } = login;
  const ada = await fixture.user('ada');
  const other = fixture.client(codeClient, '0000000000ab');
  const cases: readonly Readonly<Record<string, string>>[] = [
    { client_id: other },
    { redirect_uri: `${callback}/` },
    { code_verifier: pkce().verifier },
    { code_verifier: '' },
    { code_verifier: 'short' },
    { code: 'A'.repeat(43) },
  ];
  for (const changes of cases) {
    const code = await codeFor(login, ada, { prompt: 'login' });
    const { status, body } = await redeem(login, code, changes);
    assert.equal(status, 400, JSON.stringify(changes));
    assert.equal(body['error'], 'invalid_grant', JSON.stringify(changes));
    assert.equal(body['access_token'], undefined);
  }
  const late = await codeFor(login, ada, { prompt: 'login' });
  fixture.clock.now += 4 * 60_000 + 30_000;
  assert.equal((await redeem(login, late)).body['error'], 'invalid_grant');
  const early = await codeFor(login, ada, { prompt: 'login' });
  fixture.clock.now += 4 * 60_000;
  assert.equal((await redeem(login, early)).status, 200);
});

test('one wrong verifier uses the code up', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const code = await codeFor(login, ada);
  await redeem(login, code, { code_verifier: pkce().verifier });
  assert.equal((await redeem(login, code)).body['error'], 'invalid_grant');
});

test('a code that was asked for without a challenge takes no verifier', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const { visitor, fixture, clientId } = login;
  const query = { response_type: 'code', client_id: clientId, redirect_uri: callback };
  const ask = async () => {
    await visitor.open(`/oauth2/authorize?${new URLSearchParams({ ...query, prompt: 'login' })}`);
    await visitor.submit({ username: 'ada', password: ada.password });
    await visitor.submit({ code: ada.code() });
    fixture.clock.now += 30_000;
    return visitor.arrivedAt?.searchParams.get('code') ?? '';
  };
  const { verifier } = pkce();
  assert.equal((await redeem(login, { code: await ask(), verifier })).body['error'], 'invalid_grant');
  assert.equal((await redeem(login, { code: await ask(), verifier: '' })).status, 200);
});

test('a client with a secret proves itself when it redeems', async (context) => {
  const login = openLogin(context, { client: { ...codeClient, GenerateSecret: true } });
  const { fixture, clientId } = login;
  const ada = await fixture.user('ada');
  const described = await fixture.call('DescribeUserPoolClient', { UserPoolId: fixture.poolId, ClientId: clientId });
  const { ClientSecret } = described['UserPoolClient'] as { readonly ClientSecret: string };
  const code = await codeFor(login, ada);
  assert.equal((await redeem(login, code)).body['error'], 'invalid_client');
  assert.equal((await redeem(login, code, { client_secret: 'wrong' })).body['error'], 'invalid_client');
  assert.equal((await redeem(login, code, { client_secret: ClientSecret })).status, 200);
});

test('a client without a secret has none to send', async (context) => {
  const login = openLogin(context);
  const ada = await login.fixture.user('ada');
  const code = await codeFor(login, ada);
  assert.equal((await redeem(login, code, { client_secret: 'invented' })).body['error'], 'invalid_client');
  assert.equal((await redeem(login, code)).status, 200);
});

test('a user who was disabled, reset or deleted after the code was given gets nothing', async (context) => {
  const login = openLogin(context);
  const { fixture } = login;
  const ada = await fixture.user('ada');
  const pool = { UserPoolId: fixture.poolId, Username: 'ada' };
  const first = await codeFor(login, ada);
  await fixture.call('AdminDisableUser', pool);
  assert.equal((await redeem(login, first)).body['error'], 'invalid_grant');
  await fixture.call('AdminEnableUser', pool);
  const reset = await codeFor(login, ada, { prompt: 'login' });
  await fixture.call('AdminSetUserPassword', { ...pool, Password: otherPassword, Permanent: false });
  assert.equal((await redeem(login, reset)).body['error'], 'invalid_grant');
  await fixture.call('AdminSetUserPassword', { ...pool, Password: ada.password, Permanent: true });
  const second = await codeFor(login, ada, { prompt: 'login' });
  await fixture.call('AdminDeleteUser', pool);
  assert.equal((await redeem(login, second)).body['error'], 'invalid_grant');
});

test('neither codes nor what a visit remembers stand readable in the state folder', async (context) => {
  const login = openLogin(context, { storage: 'file' });
  const { fixture, visitor } = login;
  const ada = await fixture.user('ada');
  const { code } = await codeFor(login, ada, { nonce: 'a-nonce-to-look-for', state: 'a-state-to-look-for' });
  await login.startVisit({ state: 'another-state', prompt: 'login' });
  const secrets = [code, 'a-nonce-to-look-for', 'another-state', ...visitor.cookies.values()];
  for (const file of readdirSync(fixture.stateFolder)) {
    const bytes = readFileSync(join(fixture.stateFolder, file));
    for (const secret of secrets) assert.equal(bytes.includes(secret), false, file);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { signIn } from './fixture.ts';
import { codeClient, codeFor, infoFor, openLogin, postForm, redeem } from './login-fixture.ts';

test('a refresh gives the scopes of the sign-in, no more and no fewer', async (context) => {
  const login = openLogin(context);
  const { fixture, clientId } = login;
  const ada = await fixture.user('ada');
  const { body } = await redeem(login, await codeFor(login, ada, { scope: 'openid email', nonce: 'a nonce' }));
  const refresh = (changes: Readonly<Record<string, string>> = {}) =>
    postForm(fixture, '/oauth2/token', {
      ...{ grant_type: 'refresh_token', client_id: clientId, refresh_token: String(body['refresh_token']), ...changes },
    });
  const refreshed = await refresh();
  assert.equal(refreshed.status, 200);
  const before = decodeJwt(String(body['access_token']));
  const after = decodeJwt(String(refreshed.body['access_token']));
  assert.equal(after['scope'], 'openid email');
  assert.equal(after['origin_jti'], before['origin_jti']);
  assert.equal(after['auth_time'], before['auth_time']);
  assert.equal(decodeJwt(String(refreshed.body['id_token']))['nonce'], undefined);
  assert.equal((await refresh({ scope: 'email openid' })).status, 200);
  assert.equal((await refresh({ scope: 'openid' })).body['error'], 'invalid_scope');
  assert.equal((await refresh({ scope: 'openid email profile' })).body['error'], 'invalid_scope');
  assert.equal((await refresh({ refresh_token: 'invented' })).body['error'], 'invalid_grant');
  const other = fixture.client(codeClient, '0000000000ab');
  assert.equal((await refresh({ client_id: other })).body['error'], 'invalid_grant');
  fixture.clock.now += 31 * 86_400_000;
  assert.equal((await refresh()).body['error'], 'invalid_grant');
});

test('a client whose refresh tokens rotate gets another one each time, and the old one ends the sign-in', async (context) => {
  const client = { ...codeClient, RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } };
  const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH'];
  const login = openLogin(context, { client: { ...client, ExplicitAuthFlows } });
  const ada = await login.fixture.user('ada');
  const { body } = await redeem(login, await codeFor(login, ada));
  const refresh = (token: unknown) =>
    postForm(login.fixture, '/oauth2/token', {
      ...{ grant_type: 'refresh_token', client_id: login.clientId, refresh_token: String(token) },
    });
  const second = await refresh(body['refresh_token']);
  assert.notEqual(second.body['refresh_token'], body['refresh_token']);
  assert.equal((await infoFor(login.fixture, String(second.body['access_token']))).status, 200);
  assert.equal((await refresh(body['refresh_token'])).body['error'], 'invalid_grant');
  assert.equal((await refresh(second.body['refresh_token'])).body['error'], 'invalid_grant');
  assert.equal((await infoFor(login.fixture, String(second.body['access_token']))).status, 401);
});

test('a refresh token of a sign-in by API is taken too', async (context) => {
  const login = openLogin(context);
  const { fixture, clientId } = login;
  const ada = await fixture.user('ada');
  const { refreshToken } = await signIn(fixture, clientId, ada);
  const form = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken };
  const { body } = await postForm(fixture, '/oauth2/token', form);
  assert.equal(decodeJwt(String(body['access_token']))['scope'], 'aws.cognito.signin.user.admin');
  assert.ok(body['id_token']);
});

test('revoking a refresh token ends the sign-in; an unknown one is no error', async (context) => {
  const login = openLogin(context);
  const { fixture, clientId } = login;
  const ada = await fixture.user('ada');
  const { body } = await redeem(login, await codeFor(login, ada));
  const other = fixture.client(codeClient, '0000000000ab');
  const revoke = (token: unknown, client_id = clientId) =>
    postForm(fixture, '/oauth2/revoke', { token: String(token), client_id });
  assert.equal((await revoke(body['access_token'])).body['error'], 'unsupported_token_type');
  assert.equal((await revoke('', clientId)).body['error'], 'invalid_request');
  assert.equal((await revoke(body['refresh_token'], 'nobody')).body['error'], 'invalid_client');
  assert.equal((await revoke('unknown')).status, 200);
  assert.equal((await revoke(body['refresh_token'], other)).status, 200);
  assert.equal((await infoFor(fixture, String(body['access_token']))).status, 200);
  assert.equal((await revoke(body['refresh_token'])).status, 200);
  assert.equal((await infoFor(fixture, String(body['access_token']))).status, 401);
  const kept = fixture.client({ ...codeClient, EnableTokenRevocation: false }, '0000000000ac');
  assert.equal((await revoke('unknown', kept)).body['error'], 'invalid_request');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { authorizePath, callback, codeClient, codeFor, openLogin, pkce, redeem } from './login-fixture.ts';

test('what goes wrong is told to the app at its registered address, with its state', async (context) => {
  const { clientId, visitor } = openLogin(context);
  const { challenge } = pkce();
  const cases: readonly (readonly [error: string, parameters: Readonly<Record<string, string>>])[] = [
    ['invalid_request', { response_type: '' }],
    ['unsupported_response_type', { response_type: 'code token' }],
    ['unauthorized_client', { response_type: 'token' }],
    ['invalid_scope', { scope: 'openid phone' }],
    ['invalid_scope', { scope: 'openid  email' }],
    ['invalid_scope', { scope: 'bank/everything' }],
    ['invalid_request', { code_challenge: challenge, code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge: challenge, code_challenge_method: '' }],
    ['invalid_request', { code_challenge: 'short', code_challenge_method: 'S256' }],
    ['invalid_request', { code_challenge_method: 'S256' }],
    ['invalid_request', { prompt: 'consent' }],
    ['invalid_request', { prompt: 'none login' }],
    ['invalid_request', { identity_provider: 'Google' }],
    ['invalid_request', { response_mode: 'form_post' }],
    ['invalid_request', { request: 'eyJ' }],
    ['invalid_request', { max_age: '-1' }],
    ['invalid_request', { max_age: '1.5' }],
    ['invalid_request', { max_age: 'soon' }],
    ['invalid_request', { acr_values: 'urn:cognito:loa:4' }],
    ['login_required', { prompt: 'none' }],
  ];
  for (const [error, parameters] of cases) {
    const response = await visitor.send('GET', authorizePath(clientId, parameters));
    assert.equal(response.status, 302, error);
    const location = new URL(String(response.headers['location']));
    assert.equal(`${location.origin}${location.pathname}`, callback);
    assert.equal(location.searchParams.get('error'), error, JSON.stringify(parameters));
    assert.ok(location.searchParams.get('error_description'));
    assert.equal(location.searchParams.get('state'), 'a state');
    assert.equal(location.searchParams.get('code'), null);
    assert.equal(response.headers['set-cookie'], undefined);
  }
});

test('nobody is sent to an address that is not registered, letter by letter', async (context) => {
  const { clientId, visitor } = openLogin(context);
  const addresses = [
    ...[`${callback}/`, `${callback}?x=1`, `${callback}#x`, callback.toUpperCase(), `${callback}%2e`, ''],
    ...['https://app.bank.example', 'https://app.bank.example@evil.example/signed-in', 'https://evil.example/'],
    ...['//app.bank.example/signed-in', 'javascript:alert(1)', `${callback} https://evil.example`],
  ];
  for (const redirect_uri of addresses) {
    const response = await visitor.send('GET', authorizePath(clientId, { redirect_uri }));
    assert.equal(response.status, 400, redirect_uri);
    assert.equal(response.headers['location'], undefined);
    assert.match(String(response.headers['content-security-policy']), /default-src 'none'/);
  }
  for (const query of [
    `client_id=${clientId}&response_type=code`,
    `client_id=${clientId}&client_id=${clientId}&redirect_uri=${encodeURIComponent(callback)}`,
    `client_id=${clientId}&redirect_uri=${encodeURIComponent(callback)}&redirect_uri=${encodeURIComponent(callback)}`,
    `client_id=nobody&redirect_uri=${encodeURIComponent(callback)}`,
    `redirect_uri=${encodeURIComponent(callback)}`,
  ]) {
    assert.equal((await visitor.send('GET', `/oauth2/authorize?${query}`)).headers['location'], undefined, query);
  }
});

test('an error repeats neither a second state nor the name of a strange parameter', async (context) => {
  const { clientId, visitor } = openLogin(context);
  const twice = await visitor.send('GET', `${authorizePath(clientId, {})}&state=other`);
  assert.equal(new URL(String(twice.headers['location'])).searchParams.get('state'), null);
  const strange = await visitor.send('GET', authorizePath(clientId, { '<script>': '1' }));
  assert.doesNotMatch(decodeURIComponent(String(strange.headers['location'])), /<script>/);
});

test('a request that names no address goes to the default one, when there is one', async (context) => {
  const { clientId, visitor } = openLogin(context, { client: { ...codeClient, DefaultRedirectURI: callback } });
  const response = await visitor.send('GET', `/oauth2/authorize?client_id=${clientId}&response_type=code`);
  assert.match(String(response.headers['location']), /^\/login\?transaction=/);
});

test('a pool without a domain has no login page, as on AWS', async (context) => {
  const { fixture, visitor } = openLogin(context);
  const elsewhere = fixture.declare('AWS::Cognito::UserPool', {}, '0000000000dd').ref;
  const client = fixture.declare(
    'AWS::Cognito::UserPoolClient',
    { ...codeClient, UserPoolId: elsewhere },
    '0000000000ee',
  ).ref;
  const response = await visitor.send('GET', authorizePath(client, {}));
  assert.equal(response.status, 400);
  assert.equal(response.headers['location'], undefined);
});

test('only GET asks for a sign-in', async (context) => {
  const { clientId, visitor } = openLogin(context);
  for (const method of ['POST', 'HEAD', 'PUT']) {
    assert.equal((await visitor.send(method, authorizePath(clientId, {}))).status, 405, method);
  }
});

test('tokens come in the fragment only where the template allows the implicit flow', async (context) => {
  const login = openLogin(context, { client: { ...codeClient, AllowedOAuthFlows: ['implicit'] } });
  const { fixture, visitor, startVisit } = login;
  const ada = await fixture.user('ada');
  const code = await visitor.send('GET', authorizePath(login.clientId, { response_type: 'code' }));
  assert.match(String(code.headers['location']), /error=unauthorized_client/);
  await visitor.open(authorizePath(login.clientId, { response_type: 'token', nonce: 'a nonce', scope: 'openid' }));
  await visitor.submit({ username: 'ada', password: ada.password });
  await visitor.submit({ code: ada.code() });
  const { arrivedAt } = visitor;
  const given = new URLSearchParams(arrivedAt?.hash.slice(1));
  assert.equal(arrivedAt?.search, '');
  assert.equal(given.get('state'), 'a state');
  assert.equal(given.get('refresh_token'), null);
  assert.equal(decodeJwt(given.get('id_token') ?? '')['nonce'], 'a nonce');
  assert.equal(decodeJwt(given.get('access_token') ?? '')['scope'], 'openid');
  await startVisit({ response_type: 'token', scope: 'bank/none' });
  assert.match(visitor.arrivedAt?.hash ?? '', /error=invalid_scope/);
});

test('addresses that AWS refuses are refused in the template', (context) => {
  const { fixture } = openLogin(context);
  const UserPoolId = fixture.poolId;
  const refused = [
    'http://app.bank.example/',
    'relative',
    `${callback}#part`,
    'javascript:alert(1)',
    'data:text/html,x',
  ];
  for (const url of refused) {
    for (const property of [{ CallbackURLs: [url] }, { LogoutURLs: [url] }]) {
      const properties = { ...codeClient, ...property, UserPoolId };
      assert.throws(() => fixture.declare('AWS::Cognito::UserPoolClient', properties, '0000000000f1'), /URL/, url);
    }
  }
  for (const url of ['http://localhost:3000/', 'https://app.bank.example/?a=b', 'bankapp://signed-in']) {
    fixture.declare('AWS::Cognito::UserPoolClient', { ...codeClient, CallbackURLs: [url], UserPoolId }, '0000000000f2');
  }
});

test('who signed in longer ago than max_age signs in again, and their tokens tell when', async (context) => {
  const login = openLogin(context);
  const { fixture, visitor } = login;
  const ada = await fixture.user('ada');
  await codeFor(login, ada);
  const signedInAt = Math.floor(fixture.clock.now / 1_000) - 30;
  fixture.clock.now += 270_000;
  // To the second: what is just old enough is not too old.
  const young = await login.startVisit({ max_age: '300' });
  const code = visitor.arrivedAt?.searchParams.get('code') ?? '';
  const kept = await redeem(login, { code, verifier: young.verifier });
  assert.equal(decodeJwt(String(kept.body['access_token']))['auth_time'], signedInAt);
  for (const max_age of ['299', '0']) {
    await login.startVisit({ max_age });
    assert.match(visitor.shown.title, /^Sign in/, max_age);
  }
  const none = await visitor.send('GET', authorizePath(login.clientId, { max_age: '299', prompt: 'none' }));
  assert.match(String(none.headers['location']), /error=login_required/);
  const again = await codeFor(login, ada, { max_age: '299' });
  const renewed = await redeem(login, again);
  assert.equal(decodeJwt(String(renewed.body['access_token']))['auth_time'], signedInAt + 300);
});

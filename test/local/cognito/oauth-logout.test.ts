import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callback, codeClient, codeFor, openLogin, signedOut } from './login-fixture.ts';

test('who signs out is asked again, and goes on to the registered address', async (context) => {
  const login = openLogin(context);
  const { fixture, visitor, clientId, startVisit } = login;
  const ada = await fixture.user('ada');
  await codeFor(login, ada);
  const kept = new Map(visitor.cookies);
  const response = await visitor.send(
    'GET',
    `/logout?${new URLSearchParams({ client_id: clientId, logout_uri: signedOut })}`,
  );
  assert.equal(response.status, 302);
  assert.equal(response.headers['location'], signedOut);
  assert.match(String(response.headers['set-cookie']), new RegExp(`^__Host-session-${fixture.poolId}=; .*Max-Age=0`));
  for (const [name, value] of kept) visitor.cookies.set(name, value);
  const { page } = await startVisit();
  assert.match(page.title, /^Sign in/, 'a cookie that was kept is worth nothing');
});

test('nobody is sent to an address that is not registered for signing out', async (context) => {
  const login = openLogin(context);
  const { fixture, visitor, clientId, startVisit } = login;
  await codeFor(login, await fixture.user('ada'));
  const refused: readonly Readonly<Record<string, string>>[] = [
    ...[`${signedOut}/`, callback, 'https://evil.example/', '//evil.example', ''].map((logout_uri) => ({ logout_uri })),
    ...[{}, { logout_uri: signedOut, redirect_uri: callback }],
  ];
  for (const parameters of refused) {
    const query = new URLSearchParams({ client_id: clientId, ...parameters });
    const response = await visitor.send('GET', `/logout?${query}`);
    assert.equal(response.status, 400, String(query));
    assert.equal(response.headers['location'], undefined);
    assert.equal(response.headers['set-cookie'], undefined);
  }
  const stranger = new URLSearchParams({ client_id: 'nobody', logout_uri: signedOut });
  assert.equal((await visitor.send('GET', `/logout?${stranger}`)).status, 400);
  await startVisit();
  assert.ok(visitor.arrivedAt?.searchParams.get('code'), 'still signed in');
});

test('with redirect_uri, signing out leads to the next sign-in, judged as any other', async (context) => {
  const login = openLogin(context);
  const { fixture, visitor, clientId } = login;
  await codeFor(login, await fixture.user('ada'));
  const again = { client_id: clientId, redirect_uri: callback, response_type: 'code', state: 'next' };
  assert.match((await visitor.open(`/logout?${new URLSearchParams(again)}`)).title, /^Sign in/);
  const elsewhere = { ...again, redirect_uri: 'https://evil.example/' };
  visitor.arrivedAt = undefined;
  assert.equal((await visitor.open(`/logout?${new URLSearchParams(elsewhere)}`)).status, 400);
  assert.equal(visitor.arrivedAt, undefined);
});

test('signing out of one pool leaves the other alone', async (context) => {
  const login = openLogin(context);
  const { fixture, visitor, startVisit } = login;
  await codeFor(login, await fixture.user('ada'));
  const UserPoolId = fixture.declare('AWS::Cognito::UserPool', {}, '0000000000dd').ref;
  fixture.declare('AWS::Cognito::UserPoolDomain', { UserPoolId, Domain: 'other' });
  const other = fixture.declare('AWS::Cognito::UserPoolClient', { ...codeClient, UserPoolId }, '0000000000ee').ref;
  await visitor.send('GET', `/logout?${new URLSearchParams({ client_id: other, logout_uri: signedOut })}`);
  visitor.arrivedAt = undefined;
  await startVisit();
  assert.ok((visitor.arrivedAt as URL | undefined)?.searchParams.get('code'));
});

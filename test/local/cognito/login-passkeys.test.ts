import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Authenticator } from './authenticator.ts';
import { codeClient, redeem, Visitor } from './login-fixture.ts';
import {
  addPasskey,
  addPath,
  askForPasskey,
  ceremonyOf,
  choosingClient,
  made,
  openManagedLogin,
  origin,
  pagePool,
  signed,
  signInByPassword,
} from './login-passkeys-fixture.ts';
import { passkeyPool } from './passkeys-fixture.ts';

test('somebody adds a passkey on the page, and signs in with nothing else', async (context) => {
  const login = openManagedLogin(context);
  const { fixture, visitor } = login;
  const ada = await fixture.user('ada');
  await visitor.open(addPath(login.clientId, { state: 'back again' }));
  assert.match(visitor.shown.title, /^Sign in/);
  await signInByPassword(login, ada);
  assert.match(visitor.shown.title, /^Add a passkey/);
  const { method, options } = ceremonyOf(visitor.shown);
  assert.equal(method, 'create');
  assert.deepEqual(options['rp'], { id: 'localhost', name: 'localhost' });
  assert.equal((options['authenticatorSelection'] as { userVerification: string }).userVerification, 'required');
  const authenticator = new Authenticator(origin);
  await visitor.submit({ credential: made(visitor, authenticator) });
  assert.equal(visitor.arrivedAt?.href, 'https://app.bank.example/signed-in?state=back+again');

  const { verifier } = await askForPasskey(login, 'ada');
  assert.match(visitor.shown.title, /^Use your passkey/);
  await visitor.submit({ credential: signed(visitor, authenticator) });
  const code = visitor.arrivedAt?.searchParams.get('code') ?? '';
  const { status, body } = await redeem(login, { code, verifier });
  assert.equal(status, 200);
  assert.equal(typeof body['access_token'], 'string');
});

test('who is signed in already adds a passkey at once, or leaves it', async (context) => {
  const login = openManagedLogin(context);
  const ada = await login.fixture.user('ada');
  await login.startVisit();
  await signInByPassword(login, ada);
  await login.visitor.open(addPath(login.clientId));
  assert.match(login.visitor.shown.title, /^Add a passkey/);
  await login.visitor.submit({ alternative: 'yes' });
  assert.equal(login.visitor.arrivedAt?.href, 'https://app.bank.example/signed-in');
});

test('the pages are the same for whoever has a passkey, has none, or does not exist', async (context) => {
  const login = openManagedLogin(context);
  const { fixture, visitor } = login;
  await addPasskey(login, await fixture.user('ada'));
  await fixture.user('bob');
  const seen: string[][] = [];
  for (const name of ['ada', 'bob', 'nobody']) {
    await login.startVisit({ prompt: 'login' });
    const pages = [await visitor.submit({ username: name }), await visitor.submit({ alternative: 'yes' })];
    const stranger = new Authenticator(origin);
    const refused = await visitor.submit({ credential: signed(visitor, stranger, { userHandle: null }) });
    seen.push([...pages, refused].map(({ status, body }) => `${status} ${withoutSecrets(body, name)}`));
  }
  assert.deepEqual(seen[1], seen[0]);
  assert.deepEqual(seen[2], seen[0]);
});

/** Without what is random, and without the name. */
const withoutSecrets = (body: string, name: string): string =>
  body
    .replaceAll(/(name="(?:transaction|csrf)" value=|transaction=|&quot;challenge&quot;:&quot;)"?[\w-]+/g, '$1')
    .replaceAll(name, 'somebody');

test('a page with a ceremony runs one script, of one address, and every other page none', async (context) => {
  const login = openManagedLogin(context);
  const { visitor } = login;
  const policyOf = () => visitor.shown.headers['content-security-policy'] ?? '';
  await login.startVisit();
  assert.doesNotMatch(policyOf(), /script-src/);
  assert.doesNotMatch(visitor.shown.body, /<script/);
  await visitor.submit({ username: 'ada' });
  assert.doesNotMatch(policyOf(), /script-src/);
  await visitor.submit({ alternative: 'yes' });
  assert.match(policyOf(), /script-src https:\/\/localhost:8444\/passkeys\/script\.js;/);
  assert.match(policyOf(), /default-src 'none'/);
  const [, src, integrity] =
    /<script src="([^"]+)" integrity="([^"]+)" defer><\/script>/.exec(visitor.shown.body) ?? [];
  assert.equal(visitor.shown.body.match(/<script/g)?.length, 1);
  const script = await visitor.send('GET', src ?? '');
  assert.equal(integrity, `sha256-${createHash('sha256').update(script.body).digest('base64')}`);
  assert.match(script.headers['content-type'] ?? '', /^text\/javascript/);
});

test('without a script, the passkey page says so, and leads back to the password', async (context) => {
  const login = openManagedLogin(context);
  const ada = await login.fixture.user('ada');
  await askForPasskey(login, 'ada');
  assert.match(login.visitor.shown.body, /<noscript><p class="wrong">Passkeys need JavaScript/);
  await login.visitor.submit({});
  assert.match(login.visitor.shown.body, /No passkey came/);
  await login.visitor.submit({ password: ada.password });
  await login.visitor.submit({ code: ada.code() });
  assert.ok(login.visitor.arrivedAt?.searchParams.get('code'));
});

test('the classic page, a client without USER_AUTH and a pool of another domain offer no passkeys', async (context) => {
  const cases = [
    { version: 1 },
    { client: codeClient },
    { pool: { ...pagePool, WebAuthnRelyingPartyID: 'bank.example' } },
    { pool: { ...pagePool, Policies: {} } },
  ];
  for (const options of cases) {
    const login = openManagedLogin(context, options);
    const { page } = await login.startVisit();
    assert.match(page.body, /name="password"/);
    const { status } = await login.visitor.open(addPath(login.clientId));
    assert.equal(status, 404, JSON.stringify(options));
  }
});

test('the prefix domain in the template means the page, wherever it stands', async (context) => {
  const WebAuthnRelyingPartyID = 'bank.auth.eu-central-1.amazoncognito.com';
  const login = openManagedLogin(context, { pool: { ...pagePool, WebAuthnRelyingPartyID } });
  await addPasskey(login, await login.fixture.user('ada'));
  assert.equal(login.visitor.arrivedAt?.pathname, '/signed-in');
});

test('where no second factor is asked, a passkey is the first, and turns nothing on', async (context) => {
  const { WebAuthnRelyingPartyID: _, ...pool } = passkeyPool();
  const login = openManagedLogin(context, { pool });
  const ada = await login.fixture.user('ada', { totp: false });
  await login.visitor.open(addPath(login.clientId));
  await login.visitor.submit({ username: 'ada' });
  await login.visitor.submit({ password: ada.password });
  const authenticator = new Authenticator(origin);
  await login.visitor.submit({ credential: made(login.visitor, authenticator) });
  await askForPasskey(login, 'ada');
  await login.visitor.submit({ credential: signed(login.visitor, authenticator) });
  assert.ok(login.visitor.arrivedAt?.searchParams.get('code'));
});

test('an address that is not the client’s, or another method, adds nothing', async (context) => {
  const login = openManagedLogin(context, { client: choosingClient });
  const elsewhere = addPath(login.clientId, { redirect_uri: 'https://evil.example/' });
  assert.equal((await login.visitor.open(elsewhere)).status, 400);
  assert.equal((await login.visitor.open(addPath('unknown'))).status, 400);
  assert.equal((await new Visitor(login.fixture.cognito).send('POST', addPath(login.clientId))).status, 405);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Authenticator, type Twist } from './authenticator.ts';
import { hiddenFields, type Login, Visitor } from './login-fixture.ts';
import {
  addPasskey,
  addPath,
  askForPasskey,
  made,
  openManagedLogin,
  origin,
  signed,
  signInByPassword,
} from './login-passkeys-fixture.ts';

const refused = /This passkey does not sign you in/;
const notAdded = /The passkey was not added/;

async function withPasskey(context: Parameters<typeof openManagedLogin>[0]) {
  const login = openManagedLogin(context);
  const ada = await login.fixture.user('ada');
  return { login, visitor: login.visitor, ada, authenticator: await addPasskey(login, ada) };
}

/** At the page that adds a passkey, signed in. */
async function atAddPage(login: Login): Promise<void> {
  await login.visitor.open(addPath(login.clientId));
  if (!login.visitor.shown.title.startsWith('Add')) await signInByPassword(login, await login.fixture.user('ada'));
  assert.match(login.visitor.shown.title, /^Add a passkey/);
}

const twists: Readonly<Record<string, Twist>> = {
  'another server of this machine': { origin: 'https://localhost:9999' },
  'a page without TLS': { origin: 'http://localhost:8444' },
  'a page below the host': { origin: 'https://evil.localhost:8444' },
  'another site': { origin: 'https://evil.example' },
  'a page inside another one': { crossOrigin: true },
  'another relying party': { rpId: 'evil.example' },
  'an authenticator that verifies nobody': { flags: 0x01 },
  'a challenge of its own': { challenge: 'A'.repeat(43) },
};

test('a signature that was not made here, now, by a verified user, signs nobody in', async (context) => {
  const { login, visitor, authenticator } = await withPasskey(context);
  for (const [what, twist] of Object.entries(twists)) {
    await askForPasskey(login, 'ada');
    await visitor.submit({ credential: signed(visitor, authenticator, twist) });
    assert.match(visitor.shown.body, refused, what);
    login.fixture.clock.now += 3_600_000;
  }
  await askForPasskey(login, 'ada');
  await visitor.submit({ credential: signed(visitor, authenticator) });
  assert.ok(visitor.arrivedAt?.searchParams.get('code'));
});

test('a passkey that was not made here, now, by a verified user, is not added', async (context) => {
  const login = openManagedLogin(context);
  await atAddPage(login);
  for (const [what, twist] of Object.entries(twists)) {
    // A registration says with further flags that it brings a credential.
    const flags = twist.flags === undefined ? {} : { flags: twist.flags | 0x40 };
    const credential = made(login.visitor, new Authenticator(origin), { ...twist, ...flags });
    await login.visitor.submit({ credential });
    assert.match(login.visitor.shown.body, notAdded, what);
  }
  for (const credential of ['', '{}', 'null', '[', '{"id":"x"}']) {
    await login.visitor.submit({ credential });
    assert.match(login.visitor.shown.body, notAdded, credential);
  }
});

test('an answer serves once, and in its own visit', async (context) => {
  const { login, visitor, authenticator } = await withPasskey(context);
  await askForPasskey(login, 'ada');
  const form = { ...hiddenFields(visitor.shown.body), credential: signed(visitor, authenticator) };
  await visitor.post(form);
  assert.ok(visitor.arrivedAt?.searchParams.get('code'));
  assert.match((await visitor.post(form)).body, /is over/);
  await askForPasskey(login, 'ada');
  await visitor.submit({ credential: form.credential });
  assert.match(visitor.shown.body, refused);
  // Of two visits at once, the answer of one is none of the other.
  await askForPasskey(login, 'ada');
  const first = signed(visitor, authenticator);
  await askForPasskey(login, 'ada');
  await visitor.submit({ credential: first });
  assert.match(visitor.shown.body, refused);
});

test('the challenge of one visit adds no passkey in another', async (context) => {
  const login = openManagedLogin(context);
  await atAddPage(login);
  const form = hiddenFields(login.visitor.shown.body);
  await login.visitor.open(addPath(login.clientId));
  const credential = made(login.visitor, new Authenticator(origin));
  await login.visitor.post({ ...form, credential });
  assert.match(login.visitor.shown.body, notAdded);
});

test('the passkey of somebody else opens nothing, whoever is named', async (context) => {
  const { login, visitor, authenticator } = await withPasskey(context);
  await login.fixture.user('bob');
  for (const name of ['bob', 'nobody']) {
    await askForPasskey(login, name);
    await visitor.submit({ credential: signed(visitor, authenticator) });
    assert.match(visitor.shown.body, refused, name);
  }
});

test('wrong passkeys lock out, alike whether somebody bears the name or not', async (context) => {
  const { login, visitor } = await withPasskey(context);
  const stranger = new Authenticator(origin);
  for (const name of ['ada', 'nobody']) {
    const seen: boolean[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await askForPasskey(login, name);
      if (!visitor.shown.title.startsWith('Use your passkey')) {
        seen.push(/Too many attempts/.test(visitor.shown.body));
        continue;
      }
      await visitor.submit({ credential: signed(visitor, stranger, { userHandle: null }) });
      seen.push(false);
    }
    assert.deepEqual(seen, [false, false, false, false, false, true, true], name);
  }
});

test('a form without the token of the visit, of another site or another browser, is refused', async (context) => {
  const { login, visitor, authenticator } = await withPasskey(context);
  await askForPasskey(login, 'ada');
  const form = { ...hiddenFields(visitor.shown.body), credential: signed(visitor, authenticator) };
  assert.equal((await visitor.post({ ...form, csrf: 'x'.repeat(32) })).status, 403);
  assert.equal((await visitor.post(form, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.match((await new Visitor(login.fixture.cognito).post(form)).body, /belongs to another browser/);
});

test('who signed out, was disabled or is somebody else meanwhile adds no passkey', async (context) => {
  const login = openManagedLogin(context);
  const { fixture, visitor } = login;
  await atAddPage(login);
  const open = new Map(visitor.cookies);
  const form = () => ({ ...hiddenFields(visitor.shown.body), credential: made(visitor, new Authenticator(origin)) });
  const ofAda = form();
  for (const name of [...visitor.cookies.keys()].filter((each) => each.includes('session')))
    visitor.cookies.delete(name);
  assert.match((await visitor.post(ofAda)).body, /You are signed in no more/);

  for (const [name, value] of open) visitor.cookies.set(name, value);
  await visitor.open(addPath(login.clientId));
  const again = form();
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  assert.match((await visitor.post(again)).body, /You are signed in no more/);
  await fixture.call('AdminEnableUser', { UserPoolId: fixture.poolId, Username: 'ada' });

  await visitor.open(addPath(login.clientId));
  const ofAdaOnce = form();
  await login.startVisit({ prompt: 'login' });
  await signInByPassword(login, await fixture.user('bob'));
  assert.match((await visitor.post(ofAdaOnce)).body, /You are signed in no more/);
});

test('twenty passkeys are the most, and the page says so', async (context) => {
  const login = openManagedLogin(context);
  const ada = await login.fixture.user('ada');
  await login.visitor.open(addPath(login.clientId));
  await signInByPassword(login, ada);
  const leftBehind = hiddenFields(login.visitor.shown.body);
  await login.visitor.open(addPath(login.clientId));
  for (let count = 0; count < 20; count += 1) {
    await login.visitor.submit({ credential: made(login.visitor, new Authenticator(origin)) });
    assert.equal(login.visitor.arrivedAt?.pathname, '/signed-in');
    await login.visitor.open(addPath(login.clientId));
  }
  assert.match(login.visitor.shown.body, /as many passkeys as one may have/);
  await login.visitor.post({ ...leftBehind, credential: '{}' });
  assert.match(login.visitor.shown.body, /as many passkeys as one may have/);
  const other = new Visitor(login.fixture.cognito);
  await other.open(addPath(login.clientId));
  await signInByPassword({ ...login, visitor: other }, ada);
  assert.match(other.shown.body, /as many passkeys as one may have/);
});

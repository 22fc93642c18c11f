import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { allFlows, codeOf, goodPassword, otherPassword } from './fixture.ts';
import { callback, codeClient, hiddenFields, openLogin, Visitor } from './login-fixture.ts';

test('password and code lead back to the app, with a code and the state it sent', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  const { page } = await startVisit();
  assert.equal(page.status, 200);
  assert.match(page.title, /^Sign in – /);
  await visitor.submit({ username: 'Ada', password: ada.password });
  await visitor.submit({ code: ada.code() });
  const { arrivedAt } = visitor;
  assert.equal(`${arrivedAt?.origin}${arrivedAt?.pathname}`, callback);
  assert.match(arrivedAt?.searchParams.get('code') ?? '', /^[\w-]{43}$/);
  assert.equal(arrivedAt?.searchParams.get('state'), 'a state');
});

test('the page runs nothing, loads nothing, stands in no frame and is kept nowhere', async (context) => {
  const { startVisit } = openLogin(context);
  const { page } = await startVisit();
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(page.body) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  assert.equal(
    page.headers['content-security-policy'],
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' https://app.bank.example; ` +
      "frame-ancestors 'none'; base-uri 'none'",
  );
  assert.equal(page.headers['x-frame-options'], 'DENY');
  assert.equal(page.headers['referrer-policy'], 'no-referrer');
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(page.headers['strict-transport-security'], undefined);
  assert.doesNotMatch(page.body, /<script|<img|<link|<iframe| style=| on\w+=/i);
});

test('cookies are of this host alone, and no script reads them', async (context) => {
  const { fixture, clientId, visitor } = openLogin(context);
  const ada = await fixture.user('ada');
  const path = `/oauth2/authorize?${new URLSearchParams({ client_id: clientId, redirect_uri: callback, response_type: 'code' })}`;
  const begun = await visitor.send('GET', path);
  await visitor.open(String(begun.headers['location']));
  await visitor.submit({ username: 'ada', password: ada.password });
  const form = { ...hiddenFields(visitor.shown.body), code: ada.code() };
  const ended = await visitor.send('POST', '/login', String(new URLSearchParams(form)), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  for (const cookie of [begun.headers['set-cookie'], ended.headers['set-cookie']]) {
    assert.match(cookie ?? '', /^__Host-[\w-]+=[\w-]{43}; Path=\/; Max-Age=3600; Secure; HttpOnly; SameSite=Lax$/);
  }
  assert.equal(ended.status, 303);
  assert.equal(ended.headers['referrer-policy'], 'no-referrer');
});

test('what was entered wrong is named, led to, and never a password again', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  await fixture.user('ada');
  await startVisit();
  const empty = await visitor.submit({});
  assert.equal(empty.status, 400);
  assert.match(empty.title, /^Problem: Sign in/);
  assert.match(empty.body, /<a href="#username">Enter your user name\.<\/a>/);
  assert.match(empty.body, /<a href="#password">Enter your password\.<\/a>/);
  assert.match(empty.body, /id="username"[^>]* aria-describedby="username-problem" aria-invalid="true"/);
  const wrong = await visitor.submit({ username: 'ada<b>', password: 'secret-that-was-typed' });
  assert.match(wrong.body, /value="ada&lt;b&gt;"/);
  assert.doesNotMatch(wrong.body, /secret-that-was-typed|<b>/);
});

test('who exists is not told: names, passwords, disabled users and locks look alike', async (context) => {
  const login = openLogin(context, { client: { ...codeClient, PreventUserExistenceErrors: 'LEGACY' } });
  const { fixture, visitor, startVisit } = login;
  await fixture.user('ada');
  const problems: string[][] = [];
  for (const username of ['ada', 'nobody']) {
    await startVisit();
    const said: string[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const { body } = await visitor.submit({ username, password: 'wrong' });
      said.push(/role="alert".*?<\/div>/s.exec(body)?.[0] ?? '');
    }
    problems.push(said);
  }
  assert.deepEqual(problems[0], problems[1]);
  assert.match(problems[0]?.[0] ?? '', /user name or the password is wrong/);
  assert.match(problems[0]?.[6] ?? '', /Too many attempts/);
});

test('failed attempts on the page lock the API as well', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  for (let attempt = 0; attempt < 6; attempt += 1) await visitor.submit({ username: 'ada', password: 'wrong' });
  const request = {
    ...{ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: fixture.client(allFlows) },
    AuthParameters: { USERNAME: 'ada', PASSWORD: ada.password },
  };
  await assert.rejects(fixture.call('InitiateAuth', request), /Password attempts exceeded/);
});

test('a temporary password is replaced and an app set up on the page', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  await fixture.call('AdminCreateUser', {
    ...{ UserPoolId: fixture.poolId, Username: 'bob', TemporaryPassword: goodPassword, MessageAction: 'SUPPRESS' },
  });
  await startVisit();
  const choose = await visitor.submit({ username: 'bob', password: goodPassword });
  assert.match(choose.title, /^Choose a new password/);
  assert.match(choose.body, /At least 14 characters, with a lower-case letter/);
  const twice = { 'new-password': otherPassword, 'repeated-password': otherPassword };
  const differ = await visitor.submit({ ...twice, 'repeated-password': 'other' });
  assert.match(differ.body, /The two passwords differ/);
  const weak = await visitor.submit({ 'new-password': 'short', 'repeated-password': 'short' });
  assert.match(weak.body, /Password not long enough/);
  const setUp = await visitor.submit(twice);
  assert.match(setUp.title, /^Set up your authenticator app/);
  assert.match(setUp.body, /<svg class="qr" role="img" aria-label="QR code of the key below"/);
  assert.match(setUp.body, /href="otpauth:\/\/totp\/[^"]*secret=[A-Z2-7]{52}&amp;issuer=/);
  const secret = (/<code class="key">([^<]+)<\/code>/.exec(setUp.body)?.[1] ?? '').replaceAll(' ', '');
  assert.match((await visitor.submit({ code: '000000' })).body, /The code is wrong/);
  await visitor.submit({ code: codeOf(secret, fixture.clock.now) });
  assert.ok(visitor.arrivedAt?.searchParams.get('code'));
});

test('who signed in is not asked again for an hour, by any client of the pool', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  await visitor.submit({ username: 'ada', password: ada.password });
  await visitor.submit({ code: ada.code() });
  const again = async (parameters: Readonly<Record<string, string>> = {}) => {
    visitor.arrivedAt = undefined;
    await startVisit(parameters);
    return visitor.arrivedAt as URL | undefined;
  };
  assert.ok((await again())?.searchParams.get('code'));
  assert.ok((await again({ prompt: 'none' }))?.searchParams.get('code'));
  assert.equal(await again({ prompt: 'login' }), undefined);
  assert.match(visitor.shown.title, /^Sign in/);
  await fixture.call('AdminDisableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  assert.equal(await again(), undefined);
  await fixture.call('AdminEnableUser', { UserPoolId: fixture.poolId, Username: 'ada' });
  assert.ok((await again())?.searchParams.get('code'));
  fixture.clock.now += 3_600_000;
  assert.equal((await again({ prompt: 'none' }))?.searchParams.get('error'), 'login_required');
});

test('a visit belongs to the browser that began it', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  const form = { ...hiddenFields(visitor.shown.body), username: 'ada', password: ada.password };
  const stranger = new Visitor(fixture.cognito);
  assert.equal((await stranger.post(form)).status, 400);
  assert.equal((await stranger.open(`/login?transaction=${form['transaction' as keyof typeof form]}`)).status, 400);
  stranger.cookies.set('__Host-login', 'A'.repeat(43));
  assert.match((await stranger.post(form)).body, /belongs to another browser/);
  assert.match((await visitor.post(form)).title, /^Enter the code/);
});

test('a form of another site is refused', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  const form = { ...hiddenFields(visitor.shown.body), username: 'ada', password: ada.password };
  assert.equal((await visitor.post({ ...form, csrf: 'guessed' })).status, 403);
  assert.equal((await visitor.post({ ...form, csrf: '' })).status, 403);
  assert.equal((await visitor.post(form, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await visitor.post(form, { 'sec-fetch-site': 'same-site' })).status, 403);
  assert.match((await visitor.post(form)).title, /^Enter the code/);
});

test('a visit ends: by time, and with its code', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  await visitor.submit({ username: 'ada', password: ada.password });
  const form = { ...hiddenFields(visitor.shown.body), code: ada.code() };
  await visitor.post(form);
  assert.ok(visitor.arrivedAt);
  assert.equal((await visitor.post(form)).status, 400);
  await startVisit({ prompt: 'login' });
  fixture.clock.now += 31 * 60_000;
  assert.equal((await visitor.submit({ username: 'ada', password: ada.password })).status, 400);
});

test('a step that took too long begins again', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  await visitor.submit({ username: 'ada', password: ada.password });
  fixture.clock.now += 4 * 60_000;
  const page = await visitor.submit({ code: ada.code() });
  assert.match(page.title, /^Sign in/);
  assert.match(page.body, /role="status">Your sign-in took too long/);
});

test('a step is not skipped by naming another', async (context) => {
  const { fixture, visitor, startVisit } = openLogin(context);
  const ada = await fixture.user('ada');
  await startVisit();
  for (const step of ['challenge', 'set-up-app', 'confirm-user', 'reset-password', '__proto__']) {
    const page = await visitor.submit({ step, code: ada.code(), username: 'ada' });
    assert.match(page.title, /^Sign in/, step);
  }
  await visitor.submit({ username: 'ada', password: ada.password });
  const restarted = await visitor.follow('Start again');
  assert.match(restarted.title, /^Sign in/);
  assert.equal(visitor.arrivedAt, undefined);
});

test('no value of a request gets into a page as markup', async (context) => {
  const { visitor, startVisit, clientId } = openLogin(context);
  const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(2)>\u2028{{7*7}}`;
  const names = [
    'state',
    'nonce',
    'scope',
    'login_hint',
    'lang',
    'client_id',
    'redirect_uri',
    'prompt',
    'response_type',
  ];
  for (const name of [...names, 'code_challenge', 'identity_provider', hostile]) {
    await visitor.open(
      `/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: callback, [name]: hostile })}`,
    );
    assert.doesNotMatch(visitor.shown.body, /<script|<img/i, name);
  }
  await startVisit();
  const fields = ['username', 'password', 'code', 'step', 'transaction', 'csrf', 'alternative', 'factor', hostile];
  for (const name of fields) {
    await startVisit();
    const page = await visitor.submit({ username: 'x', password: 'y', [name]: hostile });
    assert.doesNotMatch(page.body, /<script|<img/i, name);
  }
  for (const path of ['/login', '/logout', '/signup', '/forgotPassword']) {
    const page = await visitor.open(`${path}?${new URLSearchParams({ transaction: hostile, client_id: hostile })}`);
    assert.doesNotMatch(page.body, /<script|<img/i, path);
    assert.equal(page.status, 400);
  }
});

test('a form that is too long is refused unread', async (context) => {
  const { visitor, startVisit } = openLogin(context);
  await startVisit();
  assert.equal((await visitor.submit({ username: 'a'.repeat(20_000), password: 'x' })).status, 413);
});

test('a pool that makes its users by itself offers neither accounts nor new passwords', async (context) => {
  const { visitor, startVisit } = openLogin(context);
  const { page } = await startVisit();
  assert.doesNotMatch(page.body, /<nav/);
  const id = hiddenFields(page.body)['transaction'];
  await visitor.open(`/login?transaction=${id}&step=sign-up`);
  const form = { username: 'eve', 'new-password': goodPassword, 'repeated-password': goodPassword };
  assert.match((await visitor.submit(form)).body, /Only an administrator makes accounts/);
  await visitor.open(`/login?transaction=${id}&step=forgot-password`);
  assert.match((await visitor.submit({ username: 'ada' })).body, /Ask an administrator/);
});

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { type Fixture, goodPassword, otherPassword } from './fixture.ts';
import { codeClient, type Login, openLogin } from './login-fixture.ts';

/** A pool in which people make their own accounts. */
const openPool = {
  AutoVerifiedAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
} as const satisfies JsonObject;

const twice = (password: string) => ({ 'new-password': password, 'repeated-password': password });

/** The code in the newest message. */
const lastCode = ({ sent }: Fixture): string => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? 'none';
const notTheCode = (fixture: Fixture): string => (lastCode(fixture) === '000000' ? '111111' : '000000');

const openPoolLogin = (context: TestContext, pool: JsonObject = openPool): Login =>
  openLogin(context, { pool, client: { ...codeClient, PreventUserExistenceErrors: 'LEGACY' } });

async function signUp({ visitor, startVisit }: Login, username: string): Promise<void> {
  await startVisit({ prompt: 'login' });
  await visitor.follow('Create an account');
  await visitor.submit({ username, email: `${username}@bank.example`, ...twice(goodPassword) });
}

test('somebody makes an account, confirms the address, and signs in', async (context) => {
  const login = openPoolLogin(context);
  const { fixture, visitor, startVisit } = login;
  await startVisit();
  const form = await visitor.follow('Create an account');
  assert.match(form.title, /^Create an account/);
  const incomplete = await visitor.submit({ username: 'ada' });
  assert.match(incomplete.body, /href="#email">Enter your email\./);
  assert.match(incomplete.body, /href="#new-password">Enter a new password\./);
  const weak = await visitor.submit({ username: 'ada', email: 'ada@bank.example', ...twice('short') });
  assert.match(weak.body, /Password not long enough/);
  const confirm = await visitor.submit({ username: 'ada', email: 'ada@bank.example', ...twice(goodPassword) });
  assert.match(confirm.title, /^Confirm your account/);
  assert.equal(fixture.sent.at(-1)?.to, 'ada@bank.example');
  assert.match((await visitor.submit({ code: notTheCode(fixture) })).body, /The code is wrong or no longer valid/);
  const again = await visitor.submit({ alternative: 'yes' });
  assert.match(again.body, /another code is on its way/);
  assert.equal(fixture.sent.length, 2);
  const confirmed = await visitor.submit({ code: lastCode(fixture) });
  assert.match(confirmed.body, /Your account is confirmed/);
  await visitor.submit({ username: 'ada', password: goodPassword });
  assert.ok(visitor.arrivedAt?.searchParams.get('code'));
});

test('who signs in before confirming is asked for the code', async (context) => {
  const login = openPoolLogin(context);
  await signUp(login, 'ada');
  await login.startVisit({ prompt: 'login' });
  const page = await login.visitor.submit({ username: 'ada', password: goodPassword });
  assert.match(page.title, /^Confirm your account/);
  assert.equal(login.visitor.arrivedAt, undefined);
});

test('a taken name is answered as a free one', async (context) => {
  const login = openPoolLogin(context);
  await signUp(login, 'ada');
  const free = login.visitor.shown.body.replaceAll(/value="[^"]*"|transaction=[\w-]+/g, '');
  await signUp(login, 'ada');
  const taken = login.visitor.shown.body.replaceAll(/value="[^"]*"|transaction=[\w-]+/g, '');
  assert.equal(taken, free);
  assert.equal(login.fixture.sent.length, 1);
});

test('a weak password is refused for a taken name as for a free one', async (context) => {
  const login = openPoolLogin(context);
  const { visitor, startVisit } = login;
  await signUp(login, 'ada');
  for (const username of ['ada', 'bob']) {
    await startVisit({ prompt: 'login' });
    await visitor.follow('Create an account');
    const weak = await visitor.submit({ username, email: 'x@bank.example', ...twice('short') });
    assert.match(weak.body, /Password not long enough/);
  }
});

test('a further name that is taken is answered as a free one', async (context) => {
  const login = openPoolLogin(context, {
    ...openPool,
    AliasAttributes: ['preferred_username'],
    Schema: [{ Name: 'preferred_username', Required: true }],
  });
  const { visitor, startVisit } = login;
  for (const username of ['ada', 'bob']) {
    await startVisit({ prompt: 'login' });
    await visitor.follow('Create an account');
    const names = { username, preferred_username: 'countess', email: `${username}@bank.example` };
    assert.match((await visitor.submit({ ...names, ...twice(goodPassword) })).title, /^Confirm your account/);
  }
  assert.equal(login.fixture.sent.length, 1);
});

test('a taken name takes as long as a free one', async (context) => {
  const login = openPoolLogin(context);
  await signUp(login, 'ada');
  const took = async (username: string) => {
    const began = performance.now();
    await signUp(login, username);
    return performance.now() - began;
  };
  const [free, taken] = [await took('bob'), await took('ada')];
  assert.ok(taken > free / 2, `${taken} ms, not ${free} ms`);
});

test('a forgotten password is replaced by the code that was sent', async (context) => {
  const login = openPoolLogin(context);
  const { fixture, visitor, startVisit } = login;
  await signUp(login, 'ada');
  await visitor.submit({ code: lastCode(fixture) });
  await visitor.follow('Forgot your password?');
  const reset = await visitor.submit({ username: 'ada' });
  assert.match(reset.body, /If we know you by that name, a code is on its way/);
  const wrong = await visitor.submit({ code: notTheCode(fixture), ...twice(otherPassword) });
  assert.match(wrong.body, /The code is wrong or no longer valid/);
  assert.match((await visitor.submit({ code: lastCode(fixture), ...twice('short') })).body, /Password not long enough/);
  const done = await visitor.submit({ code: lastCode(fixture), ...twice(otherPassword) });
  assert.match(done.body, /Your password is changed/);
  await startVisit();
  assert.match((await visitor.submit({ username: 'ada', password: goodPassword })).body, /password is wrong/);
  await visitor.submit({ username: 'ada', password: otherPassword });
  assert.ok(visitor.arrivedAt?.searchParams.get('code'));
});

test('who forgot a password does not learn who exists', async (context) => {
  const login = openPoolLogin(context);
  const { fixture, visitor, startVisit } = login;
  await signUp(login, 'ada');
  await visitor.submit({ code: lastCode(fixture) });
  const seen: string[][] = [];
  for (const username of ['ada', 'nobody']) {
    await startVisit();
    await visitor.follow('Forgot your password?');
    const pages = [await visitor.submit({ username })];
    for (const code of ['000001', '000002', '000003']) pages.push(await visitor.submit({ code, ...twice('short') }));
    for (const code of ['000001', '000002', '000003'])
      pages.push(await visitor.submit({ code, ...twice(otherPassword) }));
    seen.push(pages.map(({ body }) => body.replaceAll(/value="[^"]*"|transaction=[\w-]+/g, '')));
  }
  assert.deepEqual(seen[0], seen[1]);
});

test('a code that was mailed is a second factor, and people with two choose', async (context) => {
  const login = openLogin(context, {
    pool: {
      ...{ EnabledMfas: ['SMS_MFA', 'EMAIL_OTP'], MfaConfiguration: 'OPTIONAL' },
      EmailConfiguration: {
        ...{ EmailSendingAccount: 'DEVELOPER', From: 'The bank <post@bank.example>' },
        SourceArn: 'arn:aws:ses:eu-central-1:123456789012:identity/bank.example',
      },
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' },
      UsernameConfiguration: { CaseSensitive: false },
    },
  });
  const { fixture, visitor, startVisit } = login;
  const ada = await fixture.user('ada', { totp: false });
  const who = { UserPoolId: fixture.poolId, Username: 'ada' };
  await fixture.call('AdminUpdateUserAttributes', {
    ...who,
    UserAttributes: [
      { Name: 'email', Value: 'ada@bank.example' },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'phone_number', Value: '+491701234567' },
      { Name: 'phone_number_verified', Value: 'true' },
    ],
  });
  await fixture.call('AdminSetUserMFAPreference', { ...who, EmailMfaSettings: { Enabled: true, PreferredMfa: true } });
  await startVisit();
  const asked = await visitor.submit({ username: 'ada', password: ada.password });
  assert.match(asked.body, /We sent a code to a\*\*\*@b\*\*\*/);
  assert.match((await visitor.submit({ code: notTheCode(fixture) })).body, /The code is wrong/);
  await visitor.submit({ code: lastCode(fixture) });
  assert.ok(visitor.arrivedAt?.searchParams.get('code'));

  const both = { EmailMfaSettings: { Enabled: true, PreferredMfa: false }, SMSMfaSettings: { Enabled: true } };
  await fixture.call('AdminSetUserMFAPreference', { ...who, ...both });
  await startVisit({ prompt: 'login' });
  const choice = await visitor.submit({ username: 'ada', password: ada.password });
  assert.match(choice.title, /^Choose how to verify/);
  assert.match((await visitor.submit({})).body, /Choose one of them/);
  assert.match((await visitor.submit({ factor: 'SOFTWARE_TOKEN_MFA' })).body, /Choose one of them/);
  const sms = await visitor.submit({ factor: 'SMS_MFA' });
  assert.match(sms.body, /We sent a code to \+\*+4567/);
  visitor.arrivedAt = undefined;
  await visitor.submit({ code: lastCode(fixture) });
  assert.ok((visitor.arrivedAt as URL | undefined)?.searchParams.get('code'));
});

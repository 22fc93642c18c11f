import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { totpAt } from '../../../../scripts/bank/totp.ts';
import type { Case, Judge } from '../case.ts';
import { checkPage } from '../page-checks.ts';
import type { Standing } from '../stand-up.ts';

/** A browser without scripts, which notices everything that a policy blocks. */
async function withPage(browser: Browser, visit: (page: Page, complaints: string[]) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 480, height: 640 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await visit(page, complaints);
    assert.deepEqual(
      complaints.filter((text) => /content security policy/i.test(text)),
      [],
    );
  } finally {
    await context.close();
  }
}

function authorizeAddress(
  { url, clients, callback }: Standing,
  parameters: Readonly<Record<string, string>> = {},
): string {
  const verifier = randomBytes(32).toString('base64url');
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const pkce = { code_challenge, code_challenge_method: 'S256' };
  const client = { client_id: clients.open, redirect_uri: callback, response_type: 'code', scope: 'openid' };
  return `${url}/oauth2/authorize?${new URLSearchParams({ ...client, ...pkce, state: 'a state', ...parameters })}`;
}

/** Does something that leads back to the app. @returns the code */
async function leaving({ callback }: Standing, page: Page, action: () => Promise<unknown>): Promise<string> {
  const isBack = (url: URL | string) => String(url).startsWith(callback);
  const [request] = await Promise.all([page.waitForRequest((each) => isBack(each.url())), action()]);
  await page.waitForURL(isBack);
  const arrivedAt = new URL(request.url());
  assert.equal(arrivedAt.searchParams.get('state'), 'a state');
  assert.equal(await request.headerValue('referer'), null);
  const code = arrivedAt.searchParams.get('code');
  assert.ok(code);
  return code;
}

const focused = (page: Page, attribute: string): Promise<string> =>
  page.evaluate<string>(`document.activeElement.getAttribute('${attribute}')`);

/** A browser sets the focus of a page a moment after it has shown it. */
async function assertFocus(page: Page, attribute: string, value: string): Promise<void> {
  for (let look = 0; look < 40 && (await focused(page, attribute)) !== value; look += 1) await page.waitForTimeout(50);
  assert.equal(await focused(page, attribute), value);
}

async function enterPassword(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const casesFor = (browser: Browser): readonly Case[] => [
  {
    title: 'signs in with the keyboard alone, without scripts; every page is accessible',
    run: (standing) =>
      withPage(browser, async (page) => {
        const person = await standing.newPerson();
        await page.goto(authorizeAddress(standing));
        await checkPage(page);
        await page.reload();
        await page.keyboard.type(person.username);
        await page.keyboard.press('Tab');
        await page.keyboard.type(person.password);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
        await checkPage(page);
        await page.getByLabel('One-time code').fill(person.nextCode());
        await leaving(standing, page, () => page.keyboard.press('Enter'));
      }),
  },
  {
    title: 'is asked only once, until prompt=login or signing out',
    run: (standing) =>
      withPage(browser, async (page) => {
        const person = await standing.newPerson();
        await page.goto(authorizeAddress(standing));
        await enterPassword(page, person.username, person.password);
        await page.getByLabel('One-time code').fill(person.nextCode());
        await leaving(standing, page, () => page.getByRole('button', { name: 'Continue' }).click());
        await leaving(standing, page, () => page.goto(authorizeAddress(standing)));
        await page.goto(authorizeAddress(standing, { prompt: 'login' }));
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
        const signOut = { client_id: standing.clients.open, redirect_uri: standing.callback, response_type: 'code' };
        await page.goto(`${standing.url}/logout?${new URLSearchParams(signOut)}`);
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      }),
  },
  {
    title: 'is told what is wrong, with the focus on it and links to the fields',
    run: (standing) =>
      withPage(browser, async (page) => {
        await page.goto(authorizeAddress(standing));
        await page.getByRole('button', { name: 'Sign in' }).click();
        const alert = page.getByRole('alert');
        await alert.waitFor();
        await assertFocus(page, 'role', 'alert');
        await checkPage(page);
        await alert.getByRole('link', { name: 'Enter your password.' }).click();
        const password = page.getByLabel('Password');
        await assertFocus(page, 'id', 'password');
        assert.equal(await password.getAttribute('aria-invalid'), 'true');
        await enterPassword(page, '<img src=x>', 'wrong');
        assert.match(await alert.innerText(), /The user name or the password is wrong\./);
        assert.equal(await page.getByLabel('User name').inputValue(), '<img src=x>');
        assert.equal(await page.getByLabel('Password').inputValue(), '');
      }),
  },
  {
    title: 'replaces a temporary password and sets up an authenticator app',
    run: (standing) =>
      withPage(browser, async (page) => {
        const [temporary, password] = ['temporary Horse 7 battery', 'own Horse 8 battery!'];
        const user = { UserPoolId: standing.userPoolId, Username: `newcomer-${randomBytes(4).toString('hex')}` };
        await standing.aws.send(
          new sdk.AdminCreateUserCommand({ ...user, TemporaryPassword: temporary, MessageAction: 'SUPPRESS' }),
        );
        await page.goto(authorizeAddress(standing));
        await enterPassword(page, user.Username, temporary);
        await page.getByLabel('New password', { exact: true }).fill(password);
        await page.getByLabel('New password again').fill(password);
        await checkPage(page);
        await page.getByRole('button', { name: 'Set password' }).click();
        const secret = (await page.locator('code.key').innerText()).replaceAll(' ', '');
        const link = await page.getByRole('link', { name: 'open the app on this device' }).getAttribute('href');
        assert.equal(new URL(link ?? '').searchParams.get('secret'), secret);
        await checkPage(page);
        await page.getByLabel('One-time code').fill(totpAt(secret, Date.now()));
        await leaving(standing, page, () => page.getByRole('button', { name: 'Verify the code' }).click());
      }),
  },
  {
    title: 'shows the page in no frame of another site',
    run: (standing) =>
      withPage(browser, async (page, complaints) => {
        await page.setContent(`<iframe src="${authorizeAddress(standing).replaceAll('&', '&amp;')}"></iframe>`);
        const [, frame] = page.frames();
        await frame?.waitForLoadState();
        assert.equal(await frame?.getByLabel('Password').count(), 0);
        assert.match(complaints.splice(0).join(), /frame-ancestors 'none'/);
      }),
  },
  {
    title: 'sends no password that another site prepared, and keeps its cookies to itself',
    run: (standing) =>
      withPage(browser, async (page) => {
        const person = await standing.newPerson();
        await page.goto(authorizeAddress(standing));
        for (const cookie of await page.context().cookies(standing.url)) {
          const { name, httpOnly, secure, sameSite, path } = cookie;
          assert.match(name, /^__Host-/);
          assert.deepEqual(
            { httpOnly, secure, sameSite, path },
            { httpOnly: true, secure: true, sameSite: 'Lax', path: '/' },
          );
        }
        const hidden = await page.evaluate<readonly (readonly string[])[]>(
          '[...document.querySelectorAll("input[type=hidden]")].map(({ name, value }) => [name, value])',
        );
        const stolen = [...hidden, ['username', person.username], ['password', person.password]];
        const fields = stolen.map(([name, value]) => `<input name="${name}" value="${value}">`).join('');
        // A page of another site, with all that the form needs: only where it comes from is wrong.
        await page.goto('about:blank');
        await page.setContent(`<form method="post" action="${standing.url}/login">${fields}<button>Go</button></form>`);
        await page.getByRole('button', { name: 'Go' }).click();
        await page.getByRole('heading', { name: 'This does not work' }).waitFor();
        await checkPage(page);
      }),
  },
];

export const browserJudge = (browser: Browser): Judge => ({ name: 'Chromium', cases: casesFor(browser) });

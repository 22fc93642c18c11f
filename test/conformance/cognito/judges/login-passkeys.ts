import assert from 'node:assert/strict';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import * as openid from 'openid-client';
import type { Browser, Page } from 'playwright-core';
import { addAuthenticator } from '../../../../scripts/login/add-authenticator.ts';
import type { Case, Judge } from '../case.ts';
import { checkPage } from '../page-checks.ts';
import { atPageDesk, type PageDesk } from '../page-desk.ts';
import type { Person } from '../person.ts';
import { openResourceServer, type ResourceServer } from '../resource-server.ts';
import type { Standing } from '../stand-up.ts';
import { ledHere } from './openid-client.ts';

/** A relying party that openid-client plays. */
interface App {
  readonly config: openid.Configuration;
  address(parameters?: Readonly<Record<string, string>>): Promise<URL>;
  redeem(arrivedAt: URL, checks?: openid.AuthorizationCodeGrantChecks): Promise<openid.TokenEndpointResponse>;
  /** Goes to the resource. @throws openid.WWWAuthenticateChallengeError */
  visit(accessToken: string): Promise<Response>;
}

const noResource = { url: new URL('https://api.bank.example/'), here: 'http://127.0.0.1:9/' } as const;

async function openApp(standing: Standing, resource: Pick<ResourceServer, 'url' | 'here'> = noResource): Promise<App> {
  const { managed, callback } = standing;
  const toPool = ledHere({ ...standing, issuer: managed.issuer, userPoolId: managed.userPoolId });
  const config = await openid.discovery(new URL(managed.issuer), managed.client, undefined, openid.None(), {
    [openid.customFetch]: (target, options) =>
      target === resource.url.href ? fetch(resource.here, options as RequestInit) : toPool(target, options),
  });
  const verifier = openid.randomPKCECodeVerifier();
  const code_challenge = await openid.calculatePKCECodeChallenge(verifier);
  const scope = 'openid aws.cognito.signin.user.admin';
  const common = { redirect_uri: callback, scope, code_challenge, code_challenge_method: 'S256' };
  return {
    config,
    address: async (parameters = {}) => openid.buildAuthorizationUrl(config, { ...common, ...parameters }),
    redeem: (arrivedAt, checks = {}) =>
      openid.authorizationCodeGrant(config, arrivedAt, { ...checks, pkceCodeVerifier: verifier }),
    visit: (accessToken) => openid.fetchProtectedResource(config, accessToken, resource.url, 'GET'),
  };
}

/** What a client learns from a refusal. */
async function challengeOf(answer: Promise<Response>): Promise<Readonly<Record<string, string | undefined>>> {
  const refusal = await answer.then(
    ({ status }) => assert.fail(`answered ${status}`),
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof openid.WWWAuthenticateChallengeError);
  return { ...refusal.cause[0]?.parameters };
}

const addAddress = ({ url, managed, callback }: Standing): string =>
  `${url}/passkeys/add?${new URLSearchParams({ client_id: managed.client, redirect_uri: callback })}`;

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

/** Does something that leads back to the app. */
async function back({ callback }: Standing, page: Page, action: () => Promise<unknown>): Promise<URL> {
  const isBack = (url: URL | string) => String(url).startsWith(callback);
  const [request] = await Promise.all([page.waitForRequest((each) => isBack(each.url())), action()]);
  await page.waitForURL(isBack);
  return new URL(request.url());
}

async function enterPassword(page: Page, { username, password, nextCode }: Person): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await press(page, 'Continue');
  await page.getByLabel('Password').fill(password);
  await press(page, 'Sign in');
  await page.getByLabel('One-time code').fill(nextCode());
}

/** Signs in with password and code, and makes a passkey. */
async function addPasskey(standing: Standing, { page }: PageDesk, person: Person, look = async () => {}) {
  await page.goto(addAddress(standing));
  await enterPassword(page, person);
  await press(page, 'Continue');
  await heading(page, 'Add a passkey');
  await look();
  await back(standing, page, () => press(page, 'Create a passkey'));
}

/** As far as the page that asks for the passkey. */
async function askForPasskey(page: Page, address: URL, { username }: Person): Promise<void> {
  await page.goto(address.href);
  await page.getByLabel('User name').fill(username);
  await press(page, 'Continue');
  await press(page, 'Use a passkey');
  await heading(page, 'Use your passkey');
}

async function assertRefused(page: Page, action: () => Promise<unknown>): Promise<void> {
  await action();
  await page.getByRole('status').filter({ hasText: 'This passkey does not sign you in.' }).waitFor();
}

/** Sends what is no answer of this browser to this page. */
const sendCredential = (page: Page, credential: string): Promise<void> =>
  page.evaluate<void>(
    `{ const form = document.forms[0]; form.elements.credential.value = ${JSON.stringify(credential)}; form.submit(); }`,
  );

const casesFor = (browser: Browser): readonly Case[] => [
  {
    title: 'somebody adds a passkey on the page, and with it alone openid-client gets tokens by code and PKCE',
    run: (standing) =>
      atPageDesk(browser, async (desk) => {
        const { page } = desk;
        const [person, app] = [await standing.managed.newPerson(), await openApp(standing)];
        await addPasskey(standing, desk, person, () => checkPage(page));
        await askForPasskey(page, await app.address({ prompt: 'login' }), person);
        await checkPage(page);
        const arrivedAt = await back(standing, page, () => press(page, 'Continue'));
        const tokens = await app.redeem(arrivedAt, { idTokenExpected: true });
        const info = await openid.fetchUserInfo(app.config, tokens.access_token, openid.skipSubjectCheck);
        assert.equal(info['username'], person.username);
      }),
  },
  {
    title: 'an answer that was given before is not taken again',
    run: (standing) =>
      atPageDesk(browser, async (desk) => {
        const { page, sentCredentials } = desk;
        const [person, app] = [await standing.managed.newPerson(), await openApp(standing)];
        await addPasskey(standing, desk, person);
        await askForPasskey(page, await app.address({ prompt: 'login' }), person);
        await back(standing, page, () => press(page, 'Continue'));
        const used = sentCredentials.at(-1) ?? assert.fail('no credential');
        await askForPasskey(page, await app.address({ prompt: 'login' }), person);
        await assertRefused(page, () => sendCredential(page, used));
      }),
  },
  {
    title: 'another page of this machine gets a signature from the browser, and it is worth nothing here',
    run: (standing) =>
      atPageDesk(browser, async (desk) => {
        const { page } = desk;
        const [person, app] = [await standing.managed.newPerson(), await openApp(standing)];
        await addPasskey(standing, desk, person);
        await askForPasskey(page, await app.address({ prompt: 'login' }), person);
        const options = await page.locator('form').getAttribute('data-options');
        const other = await page.context().newPage();
        await other.goto(standing.callback);
        const session = await page.context().newCDPSession(other);
        const { credentials } = await desk.authenticator.send('WebAuthn.getCredentials', {
          authenticatorId: desk.authenticatorId,
        });
        const authenticatorId = await addAuthenticator(session);
        for (const credential of credentials)
          await session.send('WebAuthn.addCredential', { authenticatorId, credential });
        const lured = await other.evaluate<string>(
          `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${options}) })
            .then(JSON.stringify)`,
        );
        await assertRefused(page, () => sendCredential(page, lured));
      }),
  },
  {
    title: 'an authenticator that does not verify its user is refused, by the browser and by the page',
    run: (standing) =>
      atPageDesk(browser, async (desk) => {
        const { page, authenticator, authenticatorId } = desk;
        const [person, app] = [await standing.managed.newPerson(), await openApp(standing)];
        await addPasskey(standing, desk, person);
        await authenticator.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
        await askForPasskey(page, await app.address({ prompt: 'login' }), person);
        await press(page, 'Continue');
        await page.getByRole('alert').filter({ hasText: 'Your device did not use a passkey.' }).waitFor();
        await page.evaluate<void>(
          `{ const form = document.forms[0];
             form.dataset.options = form.dataset.options.replace('"required"', '"discouraged"'); }`,
        );
        await assertRefused(page, () => press(page, 'Continue'));
      }),
  },
  {
    title: 'the passkey of somebody else opens nothing, nor one that its owner deleted',
    run: (standing) =>
      atPageDesk(browser, async (desk) => {
        const { page } = desk;
        const [person, other, app] = [
          await standing.managed.newPerson(),
          await standing.managed.newPerson(),
          await openApp(standing),
        ];
        await addPasskey(standing, desk, person);
        await askForPasskey(page, await app.address({ prompt: 'login' }), other);
        await assertRefused(page, () => press(page, 'Continue'));
        await askForPasskey(page, await app.address({ prompt: 'login' }), person);
        const arrivedAt = await back(standing, page, () => press(page, 'Continue'));
        const { access_token: AccessToken } = await app.redeem(arrivedAt);
        const { Credentials = [] } = await standing.aws.send(new sdk.ListWebAuthnCredentialsCommand({ AccessToken }));
        const CredentialId = Credentials[0]?.CredentialId;
        await standing.aws.send(new sdk.DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId }));
        await askForPasskey(page, await app.address({ prompt: 'login' }), person);
        await assertRefused(page, () => press(page, 'Continue'));
      }),
  },
  {
    title: 'a challenge of RFC 9470 leads openid-client to a new sign-in, by passkey, and that to the resource',
    run: (standing) =>
      atPageDesk(browser, async (desk) => {
        const { page } = desk;
        const resource = await openResourceServer(standing, { maxAgeSeconds: 10 });
        try {
          const [person, app] = [await standing.managed.newPerson(), await openApp(standing, resource)];
          await addPasskey(standing, desk, person);
          const silent = await app.address();
          const first = await app.redeem(await back(standing, page, () => page.goto(silent.href)));
          await page.waitForTimeout(11_000);
          const { error, max_age = '' } = await challengeOf(app.visit(first.access_token));
          assert.deepEqual([error, max_age], ['insufficient_user_authentication', '10']);
          await askForPasskey(page, await app.address({ max_age }), person);
          const arrivedAt = await back(standing, page, () => press(page, 'Continue'));
          const renewed = await app.redeem(arrivedAt, { maxAge: Number(max_age) });
          assert.equal((await app.visit(renewed.access_token)).status, 204);
        } finally {
          resource.close();
        }
      }),
  },
];

/** Chromium at the login page, with scripts and its virtual authenticator. */
export const loginPasskeyJudge = (browser: Browser): Judge => ({
  name: 'Chromium’s passkeys',
  cases: casesFor(browser),
});

/**
 * `npm run demo:login`: against the running bank (`npm start`), Chromium signs alice in through the login page, with
 * password and one-time code and without scripts; the code it brings back becomes tokens by PKCE, and those open
 * `GET /me`. Somebody else does the same with a passkey. A picture of each page goes to `docs/login/`. Without a browser, it
 * says so.
 */
import { join } from 'node:path';
import * as openid from 'openid-client';
import type { Browser } from 'playwright-core';
import { cliCallbackUrl } from '../lib/bank/cli-callback-url.ts';
import { type DemoFile, readDemoFile } from './bank/demo-file.ts';
import { cognitoOf } from './bank/sdk-clients.ts';
import { trust } from './bank/trust.ts';
import { failPlainly } from './fail-plainly.ts';
import { type HttpsClient, httpsClient } from './https-client.ts';
import { enterCode, enterName, enterPassword, openLoginPage } from './login/login-page.ts';
import { findBrowser, openBrowser } from './login/open-browser.ts';
import { receiveCode } from './login/receive-code.ts';
import { showFirstSignIn } from './login/show-first-sign-in.ts';
import { showPasskey } from './login/show-passkey.ts';

failPlainly();
const folder = join(import.meta.dirname, '../docs/login');

/** The issuer is AWS's, as in every token; discovery tells that the endpoints are here. */
const discover = ({ issuer, awsEndpoint, userPoolId, clients }: DemoFile): Promise<openid.Configuration> =>
  openid.discovery(new URL(issuer), clients.cli.clientId, undefined, openid.None(), {
    [openid.customFetch]: (target, options) => {
      const here = target.startsWith(issuer) ? `${awsEndpoint}/${userPoolId}${target.slice(issuer.length)}` : target;
      return fetch(here, options as RequestInit);
    },
  });

/** A sign-in that the app waits for: where it begins, and what its code becomes. */
async function begin(demo: DemoFile, parameters: Readonly<Record<string, string>> = {}) {
  const config = await discover(demo);
  const verifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const address = openid.buildAuthorizationUrl(config, {
    ...{ redirect_uri: cliCallbackUrl, scope: 'openid profile', state, nonce },
    ...{ code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    ...parameters,
  });
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return { address, redeem: (arrivedAt: URL) => openid.authorizationCodeGrant(config, arrivedAt, checks) };
}

async function signInByPassword(demo: DemoFile, browser: Browser): Promise<string> {
  const { address, redeem } = await begin(demo);
  const { alice } = demo.users;
  const receiver = await receiveCode(cliCallbackUrl);
  const { page, picture, close } = await openLoginPage(browser, { address, folder });
  try {
    await picture('sign-in');
    await page.getByRole('button', { name: 'Continue' }).click();
    await picture('problem');
    console.log('  ✓ an empty form is refused, and says what is missing');
    await enterName(page, alice.username);
    await picture('choose');
    await enterPassword(page, alice.password);
    await page.getByRole('heading', { name: 'Enter the code' }).waitFor();
    await picture('one-time-code');
    console.log('  ✓ alice enters user name and password, and is asked for a one-time code');
    await enterCode(page, alice.totpSecret, 'Continue');
    const arrivedAt = await receiver.arrivedAt;
    console.log(`  ✓ the code of her authenticator app leads back to ${cliCallbackUrl}`);
    const tokens = await redeem(arrivedAt);
    console.log(`  ✓ the code became tokens by PKCE; ID token of ${tokens.claims()?.['cognito:username']}`);
    const dark = await openLoginPage(browser, { address, folder, colorScheme: 'dark' });
    await dark.picture('sign-in-dark');
    await dark.close();
    await showFirstSignIn(browser, { cognito: cognitoOf(demo), userPoolId: demo.userPoolId, address, folder });
    console.log('  ✓ a newcomer is asked for a new password and an authenticator app');
    return tokens.access_token;
  } finally {
    receiver.close();
    await close();
  }
}

/** Whether the bank takes a token. */
async function isLetIn(api: HttpsClient, accessToken: string): Promise<boolean> {
  const me = await api.call('/me', { headers: { authorization: `Bearer ${accessToken}` } });
  console.log(`  ${me.status === 200 ? '✓' : '✗'} GET /me answers ${me.status} ${me.text}`);
  return me.status === 200;
}

async function isLetInByPasskey(demo: DemoFile, browser: Browser, api: HttpsClient): Promise<boolean> {
  const { address, redeem } = await begin(demo, { prompt: 'login' });
  const pool = { cognito: cognitoOf(demo), userPoolId: demo.userPoolId, clientId: demo.clients.cli.clientId };
  return showPasskey(browser, { ...pool, origin: demo.awsEndpoint, address, folder }, async (arrivedAt) => {
    console.log('  ✓ a newcomer made a passkey, and signed in with it and nothing else');
    return isLetIn(api, (await redeem(arrivedAt)).access_token);
  });
}

const executable = findBrowser();
if (executable === undefined) {
  console.log('skipped: there is no Chromium in PATH; name one in PORTCULLIS_BROWSER');
} else {
  const demo = readDemoFile(process.env['PORTCULLIS_STATE'] ?? '.portcullis');
  trust(demo.caFile);
  const browser = await openBrowser(executable, { url: demo.awsEndpoint, caFile: demo.caFile });
  const api = httpsClient(demo.apiUrl, demo.caFile);
  try {
    console.log('Alice signs in through the login page');
    const byPassword = await isLetIn(api, await signInByPassword(demo, browser));
    console.log('Somebody signs in with a passkey');
    const byPasskey = await isLetInByPasskey(demo, browser, api);
    console.log(`Pictures of the pages: ${folder}`);
    process.exitCode = byPassword && byPasskey ? 0 : 1;
  } finally {
    api.close();
    await browser.close();
  }
}

import { randomBytes } from 'node:crypto';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import type { Browser, Page } from 'playwright-core';
import { cliCallbackUrl } from '../../lib/bank/cli-callback-url.ts';
import { addAuthenticator } from './add-authenticator.ts';
import { enterCode, enterName, enterPassword, openLoginPage } from './login-page.ts';
import { receiveCode } from './receive-code.ts';

export interface PasskeyShow {
  readonly cognito: sdk.CognitoIdentityProviderClient;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Where the login page stands. */
  readonly origin: string;
  /** Asks for a sign-in, and for a new one. */
  readonly address: URL;
  readonly folder: string;
}

/** A newcomer sets up an authenticator app and a passkey, and signs in with that alone. They are gone once it was used. */
export async function showPasskey<Result>(
  browser: Browser,
  { cognito, userPoolId, clientId, origin, address, folder }: PasskeyShow,
  use: (arrivedAt: URL) => Promise<Result>,
): Promise<Result> {
  const user = { UserPoolId: userPoolId, Username: `passkey-${randomBytes(4).toString('hex')}` };
  const Password = `Aa1-${randomBytes(18).toString('base64url')}`;
  await cognito.send(new sdk.AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await cognito.send(new sdk.AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
  await cognito.send(new sdk.AdminAddUserToGroupCommand({ ...user, GroupName: 'customer' }));
  const add = new URLSearchParams({ client_id: clientId, redirect_uri: cliCallbackUrl });
  const adding = { address: new URL(`${origin}/passkeys/add?${add}`), folder, withScripts: true };
  const { page, picture, close } = await openLoginPage(browser, adding);
  try {
    await addAuthenticator(await page.context().newCDPSession(page));
    await enterName(page, user.Username);
    await enterPassword(page, Password);
    const secret = (await page.locator('code.key').innerText()).replaceAll(' ', '');
    await enterCode(page, secret, 'Verify the code');
    await heading(page, 'Add a passkey');
    await picture('add-passkey');
    await arrivalBy(page, 'Create a passkey');
    await page.goto(address.href);
    await enterName(page, user.Username);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await heading(page, 'Use your passkey');
    await picture('use-passkey');
    return await use(await arrivalBy(page, 'Continue'));
  } finally {
    await close();
    await cognito.send(new sdk.AdminDeleteUserCommand(user));
  }
}

/** Where a button leads to, back at the app. */
async function arrivalBy(page: Page, button: string): Promise<URL> {
  const receiver = await receiveCode(cliCallbackUrl);
  try {
    await page.getByRole('button', { name: button }).click();
    const arrivedAt = await receiver.arrivedAt;
    await page.getByText('You are back.').waitFor();
    return arrivedAt;
  } finally {
    receiver.close();
  }
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();

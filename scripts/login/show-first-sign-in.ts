import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Browser } from 'playwright-core';
import { enterName, enterPassword, openLoginPage } from './login-page.ts';

const password = () => `Aa1-${randomBytes(18).toString('base64url')}`;

/** What somebody sees who was just invited: a new password, then an authenticator app. The user is gone afterwards. */
export async function showFirstSignIn(
  browser: Browser,
  options: {
    readonly cognito: CognitoIdentityProviderClient;
    readonly userPoolId: string;
    readonly address: URL;
    readonly folder: string;
  },
): Promise<void> {
  const { cognito, userPoolId, ...shown } = options;
  const user = { UserPoolId: userPoolId, Username: `newcomer-${randomBytes(4).toString('hex')}` };
  const temporary = password();
  await cognito.send(new AdminCreateUserCommand({ ...user, TemporaryPassword: temporary, MessageAction: 'SUPPRESS' }));
  const { page, picture, close } = await openLoginPage(browser, shown);
  try {
    await enterName(page, user.Username);
    await enterPassword(page, temporary);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    await picture('new-password');
    const chosen = password();
    await page.getByLabel('New password', { exact: true }).fill(chosen);
    await page.getByLabel('New password again').fill(chosen);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('heading', { name: 'Set up your authenticator app' }).waitFor();
    await picture('set-up-app', { isRandom: true });
  } finally {
    await close();
    await cognito.send(new AdminDeleteUserCommand(user));
  }
}

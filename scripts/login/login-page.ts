import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { codesToTry } from '../bank/totp.ts';

/** The login page in a browser, and where its pictures go. */
export interface LoginPage {
  readonly page: Page;
  /** Saves what is shown as `<name>.png`; of a page that never looks the same twice, the first picture stays. */
  picture(name: string, options?: { readonly isRandom?: boolean }): Promise<void>;
  close(): Promise<void>;
}

interface LoginPageOptions {
  readonly address: URL;
  readonly folder: string;
  readonly colorScheme?: 'light' | 'dark';
  /** Passkeys need scripts; nothing else does. @default false */
  readonly withScripts?: boolean;
}

/** Opens an address, without scripts unless told otherwise, in a window that makes small pictures. */
export async function openLoginPage(
  browser: Browser,
  { address, folder, colorScheme = 'light', withScripts = false }: LoginPageOptions,
): Promise<LoginPage> {
  const viewport = { width: 480, height: 560 };
  const context = await browser.newContext({ javaScriptEnabled: withScripts, viewport, colorScheme, locale: 'en' });
  const page = await context.newPage();
  await page.goto(address.href);
  return {
    page,
    // A caret that blinks would make each run another picture.
    picture: async (name, { isRandom = false } = {}) => {
      const path = join(folder, `${name}.png`);
      if (!(isRandom && existsSync(path))) await page.screenshot({ path, caret: 'hide', fullPage: true });
    },
    close: () => context.close(),
  };
}

/** The name, on the first page. */
export async function enterName(page: Page, username: string): Promise<void> {
  await page.getByLabel('User name').fill(username);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'Choose how to sign in' }).waitFor();
}

/** The password, on the second. */
export async function enterPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Enters the code of the authenticator app, or the next one when that was used already. */
export async function enterCode(page: Page, secret: string, button: string): Promise<void> {
  for await (const code of codesToTry(secret)) {
    await page.getByLabel('One-time code').fill(code);
    await page.getByRole('button', { name: button }).click();
    await page.waitForLoadState();
    if ((await page.getByRole('alert').count()) === 0) return;
  }
  throw new Error('no code was accepted');
}

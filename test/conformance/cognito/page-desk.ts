import type { Browser, CDPSession, Page } from 'playwright-core';
import { addAuthenticator } from '../../../scripts/login/add-authenticator.ts';

/** Somebody at a browser with scripts, and with an authenticator of its own, as a fingerprint reader would be. */
export interface PageDesk {
  readonly page: Page;
  readonly authenticator: CDPSession;
  readonly authenticatorId: string;
  /** What the browser sent of passkeys, oldest first. */
  readonly sentCredentials: readonly string[];
}

export async function atPageDesk(browser: Browser, sit: (desk: PageDesk) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 480, height: 640 }, locale: 'en' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const [complaints, sentCredentials]: [string[], string[]] = [[], []];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      const credential = new URLSearchParams(request.postData() ?? '').get('credential');
      if (credential) sentCredentials.push(credential);
    });
    const authenticator = await context.newCDPSession(page);
    const authenticatorId = await addAuthenticator(authenticator);
    await sit({ page, authenticator, authenticatorId, sentCredentials });
    const blocked = complaints.filter((text) => /content security policy|integrity/i.test(text));
    if (blocked.length > 0) throw new Error(blocked.join('\n'));
  } finally {
    await context.close();
  }
}

import type { DemoUser } from '../../scripts/bank/demo-file.ts';
import { codesToTry } from '../../scripts/bank/totp.ts';
import { type HttpAnswer, httpsClient } from '../../scripts/https-client.ts';

/** A browser without scripts at the login page: cookies, redirects on its host, forms. */
export interface LoginVisitor {
  /** Goes to an address. @returns where it was sent on another host, or the page that it sees */
  open(address: URL): Promise<URL | HttpAnswer>;
  /** Sends a form of the page, with the hidden fields of what it saw last, and these values. */
  submit(values: Readonly<Record<string, string>>): Promise<URL | HttpAnswer>;
  close(): void;
}

const mostRedirects = 5;

/** @param origin of the login page */
export function loginVisitor(origin: string, caFile: string): LoginVisitor {
  const client = httpsClient(origin, caFile);
  const cookies = new Map<string, string>();
  let seen = '';
  const request = async (path: string, form?: URLSearchParams, redirects = 0): Promise<URL | HttpAnswer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await client.call(path, {
      ...(form !== undefined && { method: 'POST', body: String(form) }),
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded', origin }),
      },
    });
    keep(answer.headers['set-cookie']);
    const { location } = answer.headers;
    if (typeof location !== 'string') {
      seen = answer.text;
      return answer;
    }
    const target = new URL(location, origin);
    if (target.origin !== origin) return target;
    if (redirects >= mostRedirects) throw new Error(`sent around in circles: ${target.pathname}`);
    return request(target.pathname + target.search, undefined, redirects + 1);
  };
  const keep = (set: HttpAnswer['headers'][string]): void => {
    for (const each of typeof set === 'string' ? [set] : (set ?? [])) {
      const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(each) ?? [];
      if (name === undefined || value === undefined) continue;
      if (attributes?.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
  };
  return {
    open: ({ pathname, search }) => request(pathname + search),
    submit: (values) => request('/login', new URLSearchParams({ ...hiddenFields(seen), ...values })),
    close: () => client.close(),
  };
}

const hiddenFields = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

/** Names of what a page asks somebody to fill in. */
const fieldsOf = (page: string): readonly string[] =>
  [...page.matchAll(/<input id="[^"]*" name="([^"]+)"/g)].map(([, name = '']) => name);

const mostPages = 8;

/**
 * Fills in whatever the page asks for, name and password on one page or on two, until it leads away.
 *
 * @returns where it led
 * @throws Error for a page that asks for something else
 */
export async function signInThroughPage(
  visitor: LoginVisitor,
  address: URL,
  { username, password, totpSecret }: Pick<DemoUser, 'username' | 'password' | 'totpSecret'>,
): Promise<URL> {
  const codes = codesToTry(totpSecret);
  let shown = await visitor.open(address);
  for (let pages = 0; pages < mostPages; pages += 1) {
    if (shown instanceof URL) return shown;
    const asked = fieldsOf(shown.text);
    const known: Readonly<Record<string, string>> = {
      username,
      password,
      ...(asked.includes('code') && { code: (await codes.next()).value ?? '' }),
    };
    if (asked.length === 0 || asked.some((name) => known[name] === undefined)) {
      throw new Error(`the login page asks for ${asked.join()}: ${/<h1>([^<]*)/.exec(shown.text)?.[1]}`);
    }
    shown = await visitor.submit(Object.fromEntries(asked.map((name) => [name, known[name] ?? ''])));
  }
  throw new Error('the login page asks and asks');
}

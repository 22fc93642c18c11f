import { createHash, randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { HttpResponse } from '../../../lib/local/aws-service.ts';
import type { CognitoService } from '../../../lib/local/cognito/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { allFlows, type Fixture, type FixtureOptions, openFixture } from './fixture.ts';

export const callback = 'https://app.bank.example/signed-in';
export const signedOut = 'https://app.bank.example/signed-out';

/** A client that signs people in through the page. */
export const codeClient = {
  ...allFlows,
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
  CallbackURLs: [callback],
  LogoutURLs: [signedOut],
} as const satisfies JsonObject;

export interface Login {
  readonly fixture: Fixture;
  readonly clientId: string;
  readonly visitor: Visitor;
  /** Goes to the page as the client would send somebody; the verifier of its challenge comes back. */
  startVisit(
    parameters?: Readonly<Record<string, string>>,
  ): Promise<{ readonly page: Shown; readonly verifier: string }>;
}

export function openLogin(
  context: TestContext,
  { client = codeClient, ...options }: FixtureOptions & { readonly client?: JsonObject } = {},
): Login {
  const fixture = openFixture(context, options);
  fixture.declare('AWS::Cognito::UserPoolDomain', { UserPoolId: fixture.poolId, Domain: 'bank' });
  const clientId = fixture.client(client, '00000000c0de');
  const visitor = new Visitor(fixture.cognito);
  return {
    fixture,
    clientId,
    visitor,
    async startVisit(parameters = {}) {
      const { verifier, challenge } = pkce();
      const page = await visitor.open(authorizePath(clientId, { code_challenge: challenge, ...parameters }));
      return { page, verifier };
    },
  };
}

export function authorizePath(clientId: string, parameters: Readonly<Record<string, string>>): string {
  const method = parameters['code_challenge'] === undefined ? {} : { code_challenge_method: 'S256' };
  const common = { response_type: 'code', client_id: clientId, redirect_uri: callback, state: 'a state', ...method };
  return `/oauth2/authorize?${new URLSearchParams({ ...common, ...parameters })}`;
}

export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** A page as somebody sees it. */
export interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly title: string;
  readonly body: string;
}

/** A browser without scripts: cookies, redirects on this host, and forms. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** Where the page sent the browser on to another host. */
  arrivedAt: URL | undefined;
  shown: Shown = { status: 0, headers: {}, title: '', body: '' };
  readonly #cognito: Pick<CognitoService, 'routes'>;

  constructor(cognito: Pick<CognitoService, 'routes'>) {
    this.#cognito = cognito;
  }

  open(path: string): Promise<Shown> {
    return this.#request('GET', path, '');
  }

  /** Fills in the form that is shown and sends it, with all its hidden fields. */
  submit(values: Readonly<Record<string, string>>): Promise<Shown> {
    return this.post({ ...hiddenFields(this.shown.body), ...values });
  }

  post(values: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<Shown> {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return this.#request('POST', '/login', String(new URLSearchParams(values)), { ...form, ...headers });
  }

  /** Follows the link of that text. */
  follow(text: string): Promise<Shown> {
    const [, href] = new RegExp(`<a href="([^"]+)">${text.replace('?', '\\?')}</a>`).exec(this.shown.body) ?? [];
    if (href === undefined) throw new Error(`no link ${text}`);
    return this.open(href.replaceAll('&amp;', '&'));
  }

  async #request(
    method: string,
    path: string,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Shown> {
    const response = await this.send(method, path, body, headers);
    const { location } = response.headers;
    if (location === undefined) return this.#show(response);
    if (location.startsWith('/')) return this.#request('GET', location, '');
    this.arrivedAt = new URL(location);
    return this.#show(response);
  }

  /** One request with the cookies, and no redirect followed. */
  async send(
    method: string,
    path: string,
    body = '',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpResponse> {
    const [pathname = '', query = ''] = path.split(/\?(.*)/s);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { ...(cookie === '' ? {} : { cookie }), ...headers };
    const response = await this.#cognito.routes({
      ...{ method, path: pathname, query, body: Buffer.from(body) },
      headers: new Map(Object.entries(all).map(([name, value]) => [name, [value]] as const)),
    });
    if (response === undefined) throw new Error(`nobody answers ${path}`);
    this.#keep(response.headers['set-cookie']);
    return response;
  }

  #keep(cookie: string | undefined): void {
    const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie ?? '') ?? [];
    if (name === undefined || value === undefined) return;
    if (attributes?.includes('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  #show({ status, headers, body }: HttpResponse): Shown {
    const title = /<title>([^<]*)<\/title>/.exec(body)?.[1] ?? '';
    this.shown = { status, headers, title, body };
    return this.shown;
  }
}

export const hiddenFields = (body: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string | number>>;
}

/** Posts a form to one of the endpoints that programs call. */
export async function postForm(
  { cognito }: Pick<Fixture, 'cognito'>,
  path: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const all = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
  const response = await cognito.routes({
    ...{ method: 'POST', path, query: '', body: Buffer.from(String(new URLSearchParams(form))) },
    headers: new Map(Object.entries(all).map(([name, value]) => [name, [value]] as const)),
  });
  if (response === undefined) throw new Error(`nobody answers ${path}`);
  return { ...response, body: response.body === '' ? {} : JSON.parse(response.body) };
}

/** The whole way of somebody with password and app, to the code. The clock moves on half a minute. */
export async function codeFor(
  login: Login,
  { name, password, code }: { readonly name: string; readonly password: string; code(): string },
  parameters: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: string; readonly verifier: string }> {
  const { verifier } = await login.startVisit(parameters);
  await login.visitor.submit({ username: name, password });
  await login.visitor.submit({ code: code() });
  login.fixture.clock.now += 30_000;
  const given = login.visitor.arrivedAt?.searchParams.get('code');
  if (!given) throw new Error(`no code, but ${login.visitor.shown.body || login.visitor.arrivedAt}`);
  return { code: given, verifier };
}

export const redeem = (
  { fixture, clientId }: Login,
  { code, verifier }: { readonly code: string; readonly verifier: string },
  changes: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> =>
  postForm(fixture, '/oauth2/token', {
    ...{ grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: callback, code_verifier: verifier },
    ...changes,
  });

export async function infoFor({ cognito }: Pick<Fixture, 'cognito'>, token: string) {
  const response = await cognito.routes({
    ...{ method: 'GET', path: '/oauth2/userInfo', query: '', body: Buffer.alloc(0) },
    headers: new Map(token === '' ? [] : [['authorization', [`Bearer ${token}`]]]),
  });
  if (response === undefined) throw new Error('nobody answers /oauth2/userInfo');
  return { ...response, body: JSON.parse(response.body) as Readonly<Record<string, string>> };
}

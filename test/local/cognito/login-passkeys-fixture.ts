import type { TestContext } from 'node:test';
import type { JsonObject } from '../../../lib/local/json.ts';
import { Authenticator, type Twist } from './authenticator.ts';
import type { Person } from './fixture.ts';
import { callback, codeClient, type Login, openLogin, type Shown, type Visitor } from './login-fixture.ts';
import { bothFactorsPool } from './passkeys-fixture.ts';

/** Where the page stands, as browsers see it. */
export const origin = 'https://localhost:8444';

export const choosingClient = {
  ...codeClient,
  ExplicitAuthFlows: [...codeClient.ExplicitAuthFlows, 'ALLOW_USER_AUTH'],
} as const satisfies JsonObject;

const { WebAuthnRelyingPartyID: _, ...ofPage } = bothFactorsPool;

/** Like the bank's: two factors, for which a passkey of the page's own host is taken. */
export const pagePool: JsonObject = ofPage;

/** The page of managed login. */
export function openManagedLogin(
  context: TestContext,
  { pool = pagePool, client = choosingClient, version = 2 as number }: ManagedLoginOptions = {},
): Login {
  const login = openLogin(context, { pool, client, origin });
  const { poolId } = login.fixture;
  const properties = { UserPoolId: poolId, Domain: 'bank', ManagedLoginVersion: version };
  login.fixture.declare('AWS::Cognito::UserPoolDomain', properties);
  return login;
}

export interface ManagedLoginOptions {
  readonly pool?: JsonObject;
  readonly client?: JsonObject;
  readonly version?: number;
}

export const addPath = (clientId: string, parameters: Readonly<Record<string, string>> = {}): string =>
  `/passkeys/add?${new URLSearchParams({ client_id: clientId, redirect_uri: callback, ...parameters })}`;

/** What the script of the page would read from it. */
export function ceremonyOf({ body }: Shown): { readonly method: string; readonly options: JsonObject } {
  const [, method, options] = /data-ceremony="(\w+)" data-options="([^"]*)"/.exec(body) ?? [];
  if (method === undefined || options === undefined) throw new Error(`no ceremony: ${body}`);
  return { method, options: JSON.parse(options.replaceAll('&quot;', '"')) };
}

/** Name, password and code, one page after the other. The clock moves on half a minute. */
export async function signInByPassword({ fixture, visitor }: Login, person: Person): Promise<Shown> {
  await visitor.submit({ username: person.name });
  await visitor.submit({ password: person.password });
  const shown = await visitor.submit({ code: person.code() });
  fixture.clock.now += 30_000;
  return shown;
}

/** Signs in, and makes a passkey. */
export async function addPasskey(login: Login, person: Person, twist: Twist = {}): Promise<Authenticator> {
  const authenticator = new Authenticator(origin);
  await login.visitor.open(addPath(login.clientId));
  await signInByPassword(login, person);
  await login.visitor.submit({ credential: made(login.visitor, authenticator, twist) });
  return authenticator;
}

export const made = ({ shown }: Visitor, authenticator: Authenticator, twist: Twist = {}): string =>
  JSON.stringify(authenticator.create(ceremonyOf(shown).options, twist));

export const signed = ({ shown }: Visitor, authenticator: Authenticator, twist: Twist = {}): string =>
  JSON.stringify(authenticator.get(ceremonyOf(shown).options, twist));

/** A new visit, to the page that asks for the passkey. */
export async function askForPasskey(login: Login, name: string): Promise<{ readonly verifier: string }> {
  const { verifier } = await login.startVisit({ prompt: 'login' });
  await login.visitor.submit({ username: name });
  await login.visitor.submit({ alternative: 'yes' });
  return { verifier };
}

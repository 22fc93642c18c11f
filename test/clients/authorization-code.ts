import assert from 'node:assert/strict';
import * as openid from 'openid-client';
import * as z from 'zod';
import { cliCallbackUrl } from '../../lib/bank/cli-callback-url.ts';
import { trust } from '../../scripts/bank/trust.ts';
import { type HttpAnswer, type HttpsClient, httpsClient } from '../../scripts/https-client.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { type LoginVisitor, loginVisitor, signInThroughPage } from './login-visitor.ts';

/** Alice at the login page, by openid-client, and those who want her codes. */
export interface CodeFacts {
  readonly bank: RunningBank;
  readonly configuration: openid.Configuration;
  readonly origin: string;
  /** Alice's browser, which is signed in: it is given codes without being asked anything. */
  readonly browser: LoginVisitor;
  /** What openid-client made of the first of them. */
  readonly tokens: Readonly<Record<'access_token' | 'refresh_token' | 'id_token', string>>;
  /** The token endpoint, without openid-client, which would not attack. */
  readonly https: HttpsClient;
}

const scope = 'openid profile';

/** A request as openid-client makes it, and what the client keeps for itself. */
export async function newRequest(
  { configuration }: Pick<CodeFacts, 'configuration'>,
  changes: Readonly<Record<string, string>> = {},
) {
  const [verifier, state, nonce] = [openid.randomPKCECodeVerifier(), openid.randomState(), openid.randomNonce()];
  const challenge = await openid.calculatePKCECodeChallenge(verifier);
  const address = openid.buildAuthorizationUrl(configuration, {
    ...{ redirect_uri: cliCallbackUrl, scope, state, nonce, code_challenge: challenge, code_challenge_method: 'S256' },
    ...changes,
  });
  for (const [name, value] of Object.entries(changes)) if (value === '') address.searchParams.delete(name);
  return { address, verifier, challenge, state, nonce };
}

export async function prepareCodes(bank: RunningBank) {
  const { demo } = bank;
  trust(demo.caFile);
  const configuration = await openid.discovery(
    new URL(demo.issuer),
    demo.clients.cli.clientId,
    undefined,
    openid.None(),
    {
      // The issuer is AWS's, as in every token; what it publishes says that its endpoints are here.
      [openid.customFetch]: (target, options) => {
        const here = target.startsWith(demo.issuer)
          ? `${demo.awsEndpoint}/${demo.userPoolId}${target.slice(demo.issuer.length)}`
          : target;
        return fetch(here, options as RequestInit);
      },
    },
  );
  const { origin } = new URL(configuration.serverMetadata().authorization_endpoint ?? '');
  const browser = loginVisitor(origin, demo.caFile);
  const { address, verifier, state, nonce } = await newRequest({ configuration });
  const arrivedAt = await signInThroughPage(browser, address, demo.users.alice);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  const {
    access_token,
    refresh_token = '',
    id_token = '',
  } = await openid.authorizationCodeGrant(configuration, arrivedAt, checks);
  const https = httpsClient(origin, demo.caFile);
  return {
    ...{ bank, configuration, origin, browser, https },
    tokens: { access_token, refresh_token, id_token },
    close() {
      browser.close();
      https.close();
    },
  };
}

/** A code that the browser is given for a request. */
export async function newCode(facts: CodeFacts, changes: Readonly<Record<string, string>> = {}) {
  const { address, ...kept } = await newRequest(facts, changes);
  const arrivedAt = await facts.browser.open(address);
  assert.ok(arrivedAt instanceof URL, 'the browser is signed in');
  const code = arrivedAt.searchParams.get('code');
  assert.ok(code !== null, `no code at ${arrivedAt}`);
  return { ...kept, arrivedAt, code };
}

export const postToken = ({ https }: CodeFacts, form: Readonly<Record<string, string>>): Promise<HttpAnswer> =>
  https.call('/oauth2/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams(form)),
  });

export const redeem = (
  facts: CodeFacts,
  { code, verifier }: { readonly code: string; readonly verifier: string },
  changes: Readonly<Record<string, string>> = {},
) => {
  const form = {
    ...{ grant_type: 'authorization_code', client_id: facts.bank.demo.clients.cli.clientId, code },
    ...{ redirect_uri: cliCallbackUrl, code_verifier: verifier, ...changes },
  };
  return postToken(facts, Object.fromEntries(Object.entries(form).filter(([, value]) => value !== '')));
};

const oauthError = z.strictObject({ error: z.string(), error_description: z.string().optional() });

/** RFC 6749 §5.2: a code, and no token beside it. */
export function assertRefused({ status, json, text }: HttpAnswer, error: string): void {
  assert.equal(oauthError.safeParse(json).data?.error, error, text);
  assert.equal(status, 400, text);
}

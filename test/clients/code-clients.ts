import assert from 'node:assert/strict';
import * as openid from 'openid-client';
import * as z from 'zod';
import { cliCallbackUrl } from '../../lib/bank/cli-callback-url.ts';
import type { RunningBank } from '../http/running-bank.ts';
import {
  assertRefused,
  type CodeFacts,
  newCode,
  newRequest,
  postToken,
  prepareCodes,
  redeem,
} from './authorization-code.ts';
import { loginVisitor } from './login-visitor.ts';

export interface CodeClients {
  readonly prepare: (bank: RunningBank) => Promise<CodeFacts & { close(): void }>;
  readonly visits: readonly { readonly name: string; readonly visit: (facts: CodeFacts) => Promise<void> }[];
  /** Each throws when the attack is not refused as it must be. */
  readonly attacks: readonly { readonly name: string; readonly attack: (facts: CodeFacts) => Promise<void> }[];
}

/** An attack with a good code, at the token endpoint. */
const withCode = (
  name: string,
  changes: (facts: CodeFacts, code: Awaited<ReturnType<typeof newCode>>) => Readonly<Record<string, string>>,
  {
    error = 'invalid_grant',
    request = {},
  }: { readonly error?: string; readonly request?: Readonly<Record<string, string>> } = {},
) => ({
  name,
  async attack(facts: CodeFacts) {
    const given = await newCode(facts, request);
    assertRefused(await redeem(facts, given, changes(facts, given)), error);
  },
});

/** A request that the client is told to be wrong at its own address, with its state and without a code. */
const toldToClient = (name: string, changes: Readonly<Record<string, string>>, error: string) => ({
  name,
  async attack(facts: CodeFacts) {
    const { address, state } = await newRequest(facts, changes);
    const arrivedAt = await facts.browser.open(address);
    assert.ok(arrivedAt instanceof URL, 'the client is told');
    assert.equal(arrivedAt.origin + arrivedAt.pathname, cliCallbackUrl);
    const {
      error: told,
      code,
      access_token,
    } = Object.fromEntries([...arrivedAt.searchParams, ...new URLSearchParams(arrivedAt.hash.slice(1))]);
    assert.deepEqual([told, code, access_token], [error, undefined, undefined], arrivedAt.href);
    assert.equal(arrivedAt.searchParams.get('state'), state);
  },
});

/** A request that is answered on the page alone: nobody is sent to an address that nobody registered. */
const toldOnPage = (name: string, change: (address: URL) => void) => ({
  name,
  async attack(facts: CodeFacts) {
    const { address } = await newRequest(facts);
    change(address);
    const shown = await facts.browser.open(address);
    assert.ok(!(shown instanceof URL), `sent to ${shown}`);
    assert.equal(shown.status, 400, shown.text);
  },
});

/** What openid-client itself sees in an answer that somebody else made. */
const seenByClient = (
  name: string,
  change: (arrivedAt: URL) => void,
  message: RegExp,
  checks: Readonly<Record<string, string>> = {},
) => ({
  name,
  async attack(facts: CodeFacts) {
    const { arrivedAt, verifier, state, nonce } = await newCode(facts);
    change(arrivedAt);
    const own = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const grant = openid.authorizationCodeGrant(facts.configuration, arrivedAt, { ...own, ...checks });
    await assert.rejects(grant, (error: Error) => message.test(`${error.message} ${String(error.cause)}`));
  },
});

const me = (bank: RunningBank, token: string) =>
  bank.client.call('/me', { headers: { authorization: `Bearer ${token}` } });

export const codeClients: CodeClients = {
  prepare: prepareCodes,
  visits: [
    {
      name: 'openid-client with a code by PKCE, which alice got at the login page',
      async visit({ bank, tokens }) {
        const { status, text } = await me(bank, tokens.access_token);
        assert.equal(status, 200, text);
      },
    },
    {
      name: 'the same with a second code, for which her browser is not asked again',
      async visit(facts) {
        const { arrivedAt, verifier, state, nonce } = await newCode(facts);
        const checks = {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        };
        const { access_token } = await openid.authorizationCodeGrant(facts.configuration, arrivedAt, checks);
        assert.equal((await me(facts.bank, access_token)).status, 200);
      },
    },
    {
      name: 'openid-client with the refresh token that came with it',
      async visit({ bank, configuration, tokens }) {
        const { access_token } = await openid.refreshTokenGrant(configuration, tokens.refresh_token);
        assert.equal((await me(bank, access_token)).status, 200);
      },
    },
  ],
  attacks: [
    withCode('another verifier', () => ({ code_verifier: openid.randomPKCECodeVerifier() })),
    withCode('no verifier', () => ({ code_verifier: '' })),
    withCode('the challenge as the verifier, as of plain', (_facts, { challenge }) => ({ code_verifier: challenge })),
    withCode('a verifier that is too short', (_facts, { verifier }) => ({ code_verifier: verifier.slice(0, 42) })),
    withCode('a verifier with a line break behind it', (_facts, { verifier }) => ({ code_verifier: `${verifier}\n` })),
    withCode('a verifier where the code was asked for without a challenge', () => ({}), {
      request: { code_challenge: '', code_challenge_method: '' },
    }),
    toldToClient('the method plain', { code_challenge_method: 'plain' }, 'invalid_request'),
    toldToClient(
      'a challenge without a method, which would be plain',
      { code_challenge_method: '' },
      'invalid_request',
    ),
    toldToClient('a method without a challenge', { code_challenge: '' }, 'invalid_request'),
    toldToClient('a challenge that S256 does not make', { code_challenge: 'a'.repeat(44) }, 'invalid_request'),
    {
      name: 'a code that comes twice, and what the first had given with it',
      async attack(facts) {
        const given = await newCode(facts);
        const first = await redeem(facts, given);
        assert.equal(first.status, 200, first.text);
        assertRefused(await redeem(facts, given), 'invalid_grant');
        const { refresh_token } = z.looseObject({ refresh_token: z.string() }).parse(first.json);
        const client_id = facts.bank.demo.clients.cli.clientId;
        assertRefused(
          await postToken(facts, { grant_type: 'refresh_token', client_id, refresh_token }),
          'invalid_grant',
        );
      },
    },
    {
      name: 'a code ten times at once, of which nobody keeps anything',
      async attack(facts) {
        const given = await newCode(facts);
        const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(facts, given)));
        assert.ok(answers.filter(({ status }) => status === 200).length <= 1);
        const client_id = facts.bank.demo.clients.cli.clientId;
        for (const { status, json } of answers) {
          if (status !== 200) continue;
          const { refresh_token } = z.looseObject({ refresh_token: z.string() }).parse(json);
          assertRefused(
            await postToken(facts, { grant_type: 'refresh_token', client_id, refresh_token }),
            'invalid_grant',
          );
        }
      },
    },
    withCode('another redirect URI', () => ({ redirect_uri: 'http://localhost:8446/signed-in/' })),
    withCode('no redirect URI', () => ({ redirect_uri: '' }), { error: 'invalid_request' }),
    withCode('the code of another client', ({ bank }) => ({ client_id: bank.demo.clients.app.clientId }), {
      error: 'unauthorized_client',
    }),
    withCode(
      'the code of another client, by one with a secret',
      ({ bank: { demo } }) => ({
        client_id: demo.clients.service.clientId,
        client_secret: demo.clients.service.clientSecret,
      }),
      { error: 'unauthorized_client' },
    ),
    withCode('a client that there is not', () => ({ client_id: 'nobody' }), { error: 'invalid_client' }),
    withCode('a secret that the client does not have', () => ({ client_secret: 'x' }), { error: 'invalid_client' }),
    withCode('a code with a letter more', (_facts, { code }) => ({ code: `${code}a` })),
    withCode('a code cut short', (_facts, { code }) => ({ code: code.slice(0, -1) })),
    withCode('a code that was made up', () => ({ code: '5a0b1c2d-0000-4000-8000-000000000000' })),
    withCode('the ID token as a code', ({ tokens }) => ({ code: tokens.id_token })),
    withCode('a wish for more scopes with the code', () => ({ scope: 'aws.cognito.signin.user.admin' }), {
      error: 'invalid_request',
    }),
    {
      name: 'a code in the address of the token endpoint',
      async attack(facts) {
        const { code, verifier } = await newCode(facts);
        const client_id = facts.bank.demo.clients.cli.clientId;
        const query = new URLSearchParams({
          ...{ grant_type: 'authorization_code', client_id, code },
          ...{ redirect_uri: cliCallbackUrl, code_verifier: verifier },
        });
        assert.equal((await facts.https.call(`/oauth2/token?${query}`)).status, 405);
        const form = { 'content-type': 'application/x-www-form-urlencoded' };
        const posted = await facts.https.call(`/oauth2/token?${query}`, { method: 'POST', headers: form, body: '' });
        assertRefused(posted, 'invalid_request');
      },
    },
    toldToClient('a token without a code', { response_type: 'token' }, 'unauthorized_client'),
    toldToClient('a response type that there is not', { response_type: 'code id_token' }, 'unsupported_response_type'),
    toldToClient('a scope that the client does not have', { scope: 'openid bank/customers.read' }, 'invalid_scope'),
    ...[
      'https://evil.example/signed-in',
      `${cliCallbackUrl}/../evil`,
      `${cliCallbackUrl}?next=https://evil.example`,
      `${cliCallbackUrl}#`,
      'http://localhost:8447/signed-in',
      'http://127.0.0.1:8446/signed-in',
      'http://localhost:8446@evil.example/signed-in',
    ].map((redirectUri) =>
      toldOnPage(`the address ${redirectUri}`, ({ searchParams }) => searchParams.set('redirect_uri', redirectUri)),
    ),
    toldOnPage('two addresses, of which one is right', ({ searchParams }) =>
      searchParams.append('redirect_uri', 'https://evil.example/'),
    ),
    seenByClient('an answer with the state of another', ({ searchParams }) => searchParams.set('state', 'x'), /state/),
    seenByClient('an answer without a state', ({ searchParams }) => searchParams.delete('state'), /state/),
    seenByClient('an ID token for another request', () => {}, /nonce/, { expectedNonce: 'another' }),
    seenByClient('an error that somebody put in', ({ searchParams }) => searchParams.set('error', 'x'), /error/),
    {
      name: 'somebody who is not signed in, and asks not to be asked',
      async attack(facts) {
        const stranger = loginVisitor(facts.origin, facts.bank.demo.caFile);
        const { address } = await newRequest(facts, { prompt: 'none' });
        const arrivedAt = await stranger.open(address);
        stranger.close();
        assert.ok(arrivedAt instanceof URL);
        assert.deepEqual(
          [arrivedAt.searchParams.get('error'), arrivedAt.searchParams.get('code')],
          ['login_required', null],
        );
      },
    },
    {
      name: "a sign-in that begins in one browser, in another's",
      async attack(facts) {
        const [mine, theirs] = [1, 2].map(() => loginVisitor(facts.origin, facts.bank.demo.caFile));
        assert.ok(mine && theirs);
        const { address } = await newRequest(facts);
        const page = await mine.open(address);
        assert.ok(!(page instanceof URL) && page.status === 200);
        const [, transaction = ''] = /name="transaction" value="([^"]+)"/.exec(page.text) ?? [];
        const shown = await theirs.open(new URL(`/login?transaction=${transaction}`, facts.origin));
        assert.ok(!(shown instanceof URL) && shown.status === 400, 'the visit belongs to another browser');
        const forged = await mine.submit({ csrf: 'x', username: 'alice' });
        assert.ok(!(forged instanceof URL) && forged.status === 403, 'the form did not come from the page');
        for (const visitor of [mine, theirs]) visitor.close();
      },
    },
  ],
};

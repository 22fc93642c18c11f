import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as openid from 'openid-client';
import { cliCallbackUrl } from '../../lib/bank/cli-callback-url.ts';
import { codesToTry } from '../../scripts/bank/totp.ts';
import { trust } from '../../scripts/bank/trust.ts';
import { visitorOf } from '../conformance/cognito/person.ts';
import type { Visitor } from '../local/cognito/login-fixture.ts';
import { changedCopy } from './changed-copy.ts';
import { type RunningBank, startBank } from './running-bank.ts';

/** The bank's hour is long for a test: here a sign-in is recent for so long. */
const maxAgeSeconds = 10;

const copy = changedCopy();
let running: RunningBank | undefined;
const bank = () => running ?? assert.fail('the bank runs inside tests only');

before(async () => {
  copy.replace('lambdas/access.ts', 'maxAgeSeconds: 3_600', `maxAgeSeconds: ${maxAgeSeconds}`);
  // And one contract that asks how somebody signed in, in the words of an issuer that says so.
  copy.replace(
    'lambdas/users/create/contract.ts',
    "access: inRecentSession('bank/users.write')",
    `access: { ...inRecentSession('bank/users.write'), assurance: { acrValues: ['urn:example:strong'], maxAgeSeconds: 900 } }`,
  );
  running = await startBank(await copy.synthesise());
  trust(running.demo.caFile);
});
after(async () => {
  await running?.close();
  copy.remove();
});

/** openid-client as the operator's app; the issuer is AWS's, and discovery leads to this machine. */
async function openApp() {
  const { demo } = bank();
  const { issuer, awsEndpoint, userPoolId } = demo;
  const config = await openid.discovery(new URL(issuer), demo.clients.cli.clientId, undefined, openid.None(), {
    [openid.customFetch]: (target, options) => {
      const here = target.startsWith(issuer) ? `${awsEndpoint}/${userPoolId}${target.slice(issuer.length)}` : target;
      return fetch(here, options as RequestInit);
    },
  });
  const verifier = openid.randomPKCECodeVerifier();
  return {
    address: async (parameters: Readonly<Record<string, string>>) =>
      openid.buildAuthorizationUrl(config, {
        ...{ redirect_uri: cliCallbackUrl, scope: 'openid profile', ...parameters },
        ...{ code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
      }),
    redeem: async (arrivedAt: URL, checks: openid.AuthorizationCodeGrantChecks = {}) =>
      (await openid.authorizationCodeGrant(config, arrivedAt, { ...checks, pkceCodeVerifier: verifier })).access_token,
    post: (path: string, accessToken: string, body: object) =>
      openid.fetchProtectedResource(
        ...([config, accessToken, new URL(demo.apiUrl + path), 'POST', JSON.stringify(body)] as const),
        new Headers({ 'content-type': 'application/json' }),
      ),
  };
}

/** Olivia at the login page, as far as back at the app. */
async function signIn(visitor: Visitor, address: URL): Promise<URL> {
  const { olivia } = bank().demo.users;
  visitor.arrivedAt = undefined;
  await visitor.open(`${address.pathname}${address.search}`);
  assert.match(visitor.shown.title, /^Sign in/, 'is asked to sign in');
  await visitor.submit({ username: olivia.username });
  await visitor.submit({ password: olivia.password });
  for await (const code of codesToTry(olivia.totpSecret)) {
    await visitor.submit({ code });
    if (visitor.arrivedAt !== undefined) return visitor.arrivedAt;
  }
  throw new Error('no code was accepted');
}

/** What a client learns from a refusal. */
async function challengeOf(answer: Promise<Response>): Promise<Readonly<Record<string, string | undefined>>> {
  const refusal = await answer.then(
    ({ status }) => assert.fail(`answered ${status}`),
    (error: unknown) => error,
  );
  assert.ok(refusal instanceof openid.WWWAuthenticateChallengeError);
  assert.equal(refusal.status, 401);
  const [{ scheme, parameters } = assert.fail('no challenge')] = refusal.cause;
  assert.equal(scheme, 'bearer');
  return { ...parameters };
}

const partner = {
  name: 'Acme Ltd',
  purpose: 'Shows our rates to its customers',
  scopes: ['bank/rates.read'],
  roles: ['partner'],
  expiresInDays: 30,
};

describe('whoever signed in too long ago for what they ask', () => {
  it('is challenged with the age that is asked, signs in again by it, and is let in', async () => {
    const { demo, client } = bank();
    const app = await openApp();
    const visitor = visitorOf({ url: demo.awsEndpoint, caFile: demo.caFile });
    const first = await app.redeem(await signIn(visitor, await app.address({})));
    await wait((maxAgeSeconds + 1) * 1_000);
    const me = await client.call('/me', { headers: { authorization: `Bearer ${first}` } });
    assert.equal(me.status, 200, 'the token is good where no age is asked');

    const challenge = await challengeOf(app.post('/api-keys', first, partner));
    assert.equal(challenge['error'], 'insufficient_user_authentication');
    assert.equal(challenge['max_age'], String(maxAgeSeconds));
    assert.equal(challenge['acr_values'], undefined);

    // Without the age, the browser is signed in still: the code that it brings is of the old sign-in.
    const silent = await app.address({});
    visitor.arrivedAt = undefined;
    await visitor.open(`${silent.pathname}${silent.search}`);
    const unchanged = await app.redeem(visitor.arrivedAt ?? assert.fail('was asked to sign in'));
    assert.equal((await challengeOf(app.post('/api-keys', unchanged, partner)))['max_age'], String(maxAgeSeconds));

    const again = await signIn(visitor, await app.address({ max_age: String(challenge['max_age']) }));
    const renewed = await app.redeem(again, { maxAge: maxAgeSeconds });
    assert.equal((await app.post('/api-keys', renewed, partner)).status, 201);
  });

  it('is challenged with the classes of authentication, where those are asked and the token names none', async () => {
    const app = await openApp();
    const challenge = await challengeOf(app.post('/users', await bank().token('olivia'), {}));
    assert.equal(challenge['error'], 'insufficient_user_authentication');
    assert.equal(challenge['acr_values'], 'urn:example:strong');
    assert.equal(challenge['max_age'], '900');
  });
});

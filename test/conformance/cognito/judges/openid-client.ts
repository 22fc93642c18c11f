import assert from 'node:assert/strict';
import * as openid from 'openid-client';
import type { Case, Judge } from '../case.ts';
import { type Person, signInAt, visitorOf } from '../person.ts';
import type { Standing } from '../stand-up.ts';

/** Tokens bear AWS's issuer: a client that trusts it is led to this machine for discovery, and by that for the rest. */
export const ledHere =
  ({ issuer, url, userPoolId }: Standing) =>
  (target: string, options: object): Promise<Response> =>
    fetch(target.startsWith(issuer) ? `${url}/${userPoolId}${target.slice(issuer.length)}` : target, options);

const discover = ({ issuer, ...standing }: Standing, id: string, authentication: openid.ClientAuth) =>
  openid.discovery(new URL(issuer), id, undefined, authentication, {
    [openid.customFetch]: ledHere({ issuer, ...standing }),
  });

const openClient = (standing: Standing) => discover(standing, standing.clients.open, openid.None());

async function begin(
  { callback }: Standing,
  config: openid.Configuration,
  parameters: Readonly<Record<string, string>> = {},
) {
  const verifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const address = openid.buildAuthorizationUrl(config, {
    ...{ redirect_uri: callback, scope: 'openid email', state, nonce },
    ...{ code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    ...parameters,
  });
  return { address, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

async function signIn(standing: Standing, config: openid.Configuration, person?: Person) {
  const { address, checks } = await begin(standing, config);
  const arrivedAt = await signInAt(standing, address, person ?? (await standing.newPerson()));
  return { arrivedAt, checks };
}

const oauthError = (error: string) => (thrown: unknown) => (thrown as { readonly error?: string }).error === error;

const cases: readonly Case[] = [
  {
    title: 'a code with PKCE, state and nonce becomes tokens that it verifies',
    async run(standing) {
      const config = await openClient(standing);
      openid.enableNonRepudiationChecks(config);
      const person = await standing.newPerson();
      const { arrivedAt, checks } = await signIn(standing, config, person);
      const tokens = await openid.authorizationCodeGrant(config, arrivedAt, { ...checks, idTokenExpected: true });
      const claims = tokens.claims();
      assert.equal(claims?.['cognito:username'], person.username);
      assert.equal(claims?.iss, standing.issuer);
      const info = await openid.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
      assert.equal(info.email, `${person.username}@bank.example`);
    },
  },
  {
    title: 'a client with a secret does the same, by Basic and by post',
    async run(standing) {
      const { id, secret } = standing.clients.secret;
      for (const authentication of [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)]) {
        const config = await discover(standing, id, authentication);
        const { arrivedAt, checks } = await signIn(standing, config);
        assert.ok((await openid.authorizationCodeGrant(config, arrivedAt, checks)).refresh_token);
      }
    },
  },
  {
    title: 'a refresh brings new tokens, until the refresh token is revoked',
    async run(standing) {
      const config = await openClient(standing);
      const { arrivedAt, checks } = await signIn(standing, config);
      const tokens = await openid.authorizationCodeGrant(config, arrivedAt, checks);
      const refreshToken = tokens.refresh_token ?? '';
      const refreshed = await openid.refreshTokenGrant(config, refreshToken);
      assert.notEqual(refreshed.access_token, tokens.access_token);
      await openid.tokenRevocation(config, refreshToken);
      await assert.rejects(openid.refreshTokenGrant(config, refreshToken), oauthError('invalid_grant'));
      await assert.rejects(openid.fetchUserInfo(config, refreshed.access_token, openid.skipSubjectCheck));
    },
  },
  {
    title: 'a code that comes again gives nothing, and ends what it gave',
    async run(standing) {
      const config = await openClient(standing);
      const { arrivedAt, checks } = await signIn(standing, config);
      const tokens = await openid.authorizationCodeGrant(config, arrivedAt, checks);
      const again = openid.authorizationCodeGrant(config, arrivedAt, checks);
      await assert.rejects(again, oauthError('invalid_grant'));
      const refresh = openid.refreshTokenGrant(config, tokens.refresh_token ?? '');
      await assert.rejects(refresh, oauthError('invalid_grant'));
    },
  },
  {
    title: 'another verifier is refused',
    async run(standing) {
      const config = await openClient(standing);
      const { arrivedAt, checks } = await signIn(standing, config);
      const wrong = { ...checks, pkceCodeVerifier: openid.randomPKCECodeVerifier() };
      await assert.rejects(openid.authorizationCodeGrant(config, arrivedAt, wrong), oauthError('invalid_grant'));
    },
  },
  {
    title: 'another redirect URI is refused when the code is redeemed',
    async run(standing) {
      const config = await openClient(standing);
      const { arrivedAt, checks } = await signIn(standing, config);
      const elsewhere = new URL(arrivedAt);
      elsewhere.pathname = '/elsewhere';
      await assert.rejects(openid.authorizationCodeGrant(config, elsewhere, checks), oauthError('invalid_grant'));
    },
  },
  {
    title: 'nobody signed in, and prompt=none: login_required',
    async run(standing) {
      const config = await openClient(standing);
      const { address, checks } = await begin(standing, config, { prompt: 'none' });
      const visitor = visitorOf(standing);
      await visitor.open(`${address.pathname}${address.search}`);
      const { arrivedAt } = visitor;
      assert.ok(arrivedAt);
      await assert.rejects(openid.authorizationCodeGrant(config, arrivedAt, checks), oauthError('login_required'));
    },
  },
  {
    title: 'a program gets a token for itself, for scopes that it may have',
    async run(standing) {
      const { id, secret } = standing.clients.service;
      const config = await discover(standing, id, openid.ClientSecretBasic(secret));
      const { scope, access_token } = await openid.clientCredentialsGrant(config, { scope: 'bank/rates.read' });
      assert.ok(access_token);
      assert.equal(scope, undefined);
      const more = openid.clientCredentialsGrant(config, { scope: 'bank/everything' });
      await assert.rejects(more, oauthError('invalid_scope'));
      const guessed = await discover(standing, id, openid.ClientSecretBasic('guessed'));
      await assert.rejects(openid.clientCredentialsGrant(guessed), { status: 401 });
    },
  },
  {
    title: 'signing out leads to the registered address',
    async run(standing) {
      const config = await openClient(standing);
      // AWS's logout knows `logout_uri`, and not the parameter of OpenID Connect RP-Initiated Logout.
      const address = openid.buildEndSessionUrl(config, { logout_uri: standing.signedOut });
      const visitor = visitorOf(standing);
      await visitor.open(`${address.pathname}${address.search}`);
      assert.equal(visitor.arrivedAt?.href, standing.signedOut);
    },
  },
];

export const openidClient: Judge = { name: 'openid-client', cases };

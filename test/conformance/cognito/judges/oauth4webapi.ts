import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import type { Case, Judge } from '../case.ts';
import { signInAt } from '../person.ts';
import type { Standing } from '../stand-up.ts';
import { ledHere } from './openid-client.ts';

async function discover(standing: Standing): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(standing.issuer);
  const here = { [oauth.customFetch]: ledHere(standing) };
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, here));
}

/** From the client's request to the validated answer. */
async function authorize(standing: Standing, server: oauth.AuthorizationServer, scope = 'openid profile') {
  const client: oauth.Client = { client_id: standing.clients.open };
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const address = new URL(server.authorization_endpoint ?? '');
  address.search = String(
    new URLSearchParams({
      ...{ client_id: client.client_id, redirect_uri: standing.callback, response_type: 'code', scope, state, nonce },
      ...{ code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    }),
  );
  const arrivedAt = await signInAt(standing, address, await standing.newPerson());
  return {
    client,
    verifier,
    nonce,
    callback: standing.callback,
    parameters: oauth.validateAuthResponse(server, client, arrivedAt, state),
  };
}

async function redeem(
  server: oauth.AuthorizationServer,
  { client, verifier, nonce, callback, parameters }: Awaited<ReturnType<typeof authorize>>,
  expectedNonce: string | typeof oauth.expectNoNonce = nonce,
) {
  const request = [server, client, oauth.None(), parameters, callback, verifier] as const;
  const response = await oauth.authorizationCodeGrantRequest(...request);
  const result = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce });
  return { result, response };
}

const refusal = (error: string) => (thrown: unknown) => (thrown as { readonly error?: string }).error === error;

const cases: readonly Case[] = [
  {
    title: 'discovery tells only what is there',
    async run(standing) {
      const server = await discover(standing);
      assert.equal(server.issuer, standing.issuer);
      const addresses = Object.entries(server).filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri');
      assert.equal(addresses.length, 6);
      for (const [name, address] of addresses) {
        const response = await fetch(String(address), { redirect: 'manual' });
        assert.notEqual(response.status, 404, name);
      }
    },
  },
  {
    title: 'a code with PKCE becomes tokens whose signatures and claims hold',
    async run(standing) {
      const server = await discover(standing);
      const { result, response } = await redeem(server, await authorize(standing, server));
      await oauth.validateApplicationLevelSignature(server, response);
      const claims = oauth.getValidatedIdTokenClaims(result);
      assert.equal(claims?.aud, standing.clients.open);
      const client = { client_id: standing.clients.open };
      const userInfo = await oauth.userInfoRequest(server, client, result.access_token);
      const info = await oauth.processUserInfoResponse(server, client, claims?.sub ?? '', userInfo);
      assert.equal(info['username'], claims?.['cognito:username']);
    },
  },
  {
    title: 'the nonce of another request is noticed',
    async run(standing) {
      const server = await discover(standing);
      const authorized = await authorize(standing, server);
      await assert.rejects(redeem(server, authorized, oauth.generateRandomNonce()), /nonce/);
    },
  },
  {
    title: 'a code that comes again is refused',
    async run(standing) {
      const server = await discover(standing);
      const authorized = await authorize(standing, server);
      await redeem(server, authorized);
      await assert.rejects(redeem(server, authorized), refusal('invalid_grant'));
    },
  },
  {
    title: 'another verifier is refused',
    async run(standing) {
      const server = await discover(standing);
      const authorized = await authorize(standing, server);
      const verifier = oauth.generateRandomCodeVerifier();
      await assert.rejects(redeem(server, { ...authorized, verifier }), refusal('invalid_grant'));
    },
  },
  {
    title: 'a refresh, a revocation, and no refresh after it',
    async run(standing) {
      const server = await discover(standing);
      const { result } = await redeem(server, await authorize(standing, server));
      const client = { client_id: standing.clients.open };
      const token = result.refresh_token ?? '';
      const refresh = async () =>
        oauth.processRefreshTokenResponse(
          ...([server, client] as const),
          await oauth.refreshTokenGrantRequest(server, client, oauth.None(), token),
        );
      assert.ok((await refresh()).id_token);
      await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, oauth.None(), token));
      await assert.rejects(refresh(), refusal('invalid_grant'));
    },
  },
  {
    title: 'an access token cannot be revoked alone',
    async run(standing) {
      const server = await discover(standing);
      const { result } = await redeem(server, await authorize(standing, server));
      const client = { client_id: standing.clients.open };
      const response = await oauth.revocationRequest(server, client, oauth.None(), result.access_token);
      await assert.rejects(oauth.processRevocationResponse(response), refusal('unsupported_token_type'));
    },
  },
  {
    title: 'a token without openid is shown no user',
    async run(standing) {
      const server = await discover(standing);
      const authorized = await authorize(standing, server, 'aws.cognito.signin.user.admin');
      const { result } = await redeem(server, authorized, oauth.expectNoNonce);
      assert.equal(result.id_token, undefined);
      const client = { client_id: standing.clients.open };
      const response = await oauth.userInfoRequest(server, client, result.access_token);
      assert.equal(response.status, 401);
    },
  },
  {
    title: 'a program gets a token for itself',
    async run(standing) {
      const server = await discover(standing);
      const { id, secret } = standing.clients.service;
      const client = { client_id: id };
      const request = [server, client, oauth.ClientSecretPost(secret), { scope: 'bank/rates.read' }] as const;
      const response = await oauth.clientCredentialsGrantRequest(...request);
      const { access_token } = await oauth.processClientCredentialsResponse(server, client, response);
      assert.ok(access_token);
    },
  },
];

export const oauth4webapi: Judge = { name: 'oauth4webapi', cases };

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import type { JsonObject } from '../../../lib/local/json.ts';
import { allFlows, type Fixture, type FixtureOptions, openFixture } from './fixture.ts';
import { serve } from './server.ts';

interface Service {
  readonly fixture: Fixture;
  readonly id: string;
  readonly secret: string;
}

async function withService(
  context: Parameters<typeof openFixture>[0],
  { domain = true, ...options }: FixtureOptions & { readonly domain?: boolean } = {},
): Promise<Service> {
  const fixture = openFixture(context, { pool: {}, ...options });
  const UserPoolId = fixture.poolId;
  fixture.declare('AWS::Cognito::UserPoolResourceServer', {
    ...{ UserPoolId, Identifier: 'bank', Name: 'bank' },
    Scopes: ['accounts.read', 'accounts.write', 'transfers.write'].map((ScopeName) => ({
      ScopeName,
      ScopeDescription: ScopeName,
    })),
  });
  if (domain) fixture.declare('AWS::Cognito::UserPoolDomain', { UserPoolId, Domain: 'bank' });
  const id = fixture.client({
    ...{ GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['client_credentials'] },
    AllowedOAuthScopes: ['bank/accounts.read', 'bank/accounts.write'],
  });
  return { fixture, id, secret: await secretOf(fixture, id) };
}

async function secretOf(fixture: Fixture, ClientId: string): Promise<string> {
  const { UserPoolClient } = await fixture.call('DescribeUserPoolClient', { UserPoolId: fixture.poolId, ClientId });
  return (UserPoolClient as { readonly ClientSecret: string }).ClientSecret;
}

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

async function post(
  { fixture }: { readonly fixture: Fixture },
  form: string,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: JsonObject }> {
  const all = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
  const response = await fixture.cognito.routes({
    ...{ method: 'POST', path: '/oauth2/token', query: '', body: Buffer.from(form) },
    headers: new Map(Object.entries(all).map(([name, value]) => [name, [value].flat()] as const)),
  });
  assert.ok(response);
  return { ...response, body: JSON.parse(response.body) };
}

test('a program gets a token for itself, with the claims that Cognito writes', async (context) => {
  const service = await withService(context);
  const { id, secret, fixture } = service;
  const form = 'grant_type=client_credentials&scope=bank%2Faccounts.read';
  const { status, headers, body } = await post(service, form, { authorization: basic(id, secret) });
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(body['token_type'], 'Bearer');
  assert.equal(body['refresh_token'], undefined);
  const { jti, ...claims } = decodeJwt(String(body['access_token']));
  const now = Math.floor(fixture.clock.now / 1_000);
  assert.match(String(jti), /^[0-9a-f-]{36}$/);
  assert.deepEqual(claims, {
    ...{ sub: id, token_use: 'access', scope: 'bank/accounts.read', auth_time: now, version: 2, client_id: id },
    iss: `https://cognito-idp.eu-central-1.amazonaws.com/${fixture.poolId}`,
    ...{ exp: now + 3_600, iat: now },
  });
});

test('without a wish, a program gets every scope it may have; its secret may come in the body', async (context) => {
  const service = await withService(context);
  const form = `grant_type=client_credentials&client_id=${service.id}&client_secret=${service.secret}`;
  const { body } = await post(service, form);
  assert.equal(decodeJwt(String(body['access_token']))['scope'], 'bank/accounts.read bank/accounts.write');
});

test('a token of a program is no user to Cognito', async (context) => {
  const service = await withService(context);
  const { body } = await post(service, 'grant_type=client_credentials', {
    authorization: basic(service.id, service.secret),
  });
  await assert.rejects(service.fixture.call('GetUser', { AccessToken: String(body['access_token']) }));
});

test('requests that are wrong are refused as RFC 6749 says', async (context) => {
  const service = await withService(context);
  const { id, secret, fixture } = service;
  const userClient = fixture.client({ ...allFlows, GenerateSecret: true }, '000000000abc');
  const userClientSecret = await secretOf(fixture, userClient);
  const grant = 'grant_type=client_credentials';
  const right = { authorization: basic(id, secret) };
  const inBody = `client_id=${id}&client_secret=${secret}`;
  const cases: readonly (readonly [error: string, form: string, headers?: Parameters<typeof post>[2]])[] = [
    ['invalid_request', '', right],
    ['invalid_request', `${grant}&${grant}`, right],
    ['invalid_request', `${grant}&scope=bank/accounts.read&scope=bank/accounts.read`, right],
    ['invalid_request', `${grant}&surprise=1`, right],
    ['invalid_request', `${grant}&${inBody}`, right],
    ['invalid_request', `${grant}&client_id=other`, right],
    ['invalid_request', grant, { authorization: [right.authorization, right.authorization] }],
    ['invalid_request', grant, { ...right, 'content-type': 'application/json' }],
    ['invalid_client', grant],
    ['invalid_client', `${grant}&client_id=${id}`],
    ['invalid_client', `${grant}&client_id=${id}&client_secret=`],
    ['invalid_client', `${grant}&client_id=${id}&client_secret=wrong`],
    ['invalid_client', grant, { authorization: basic(id, 'wrong') }],
    ['invalid_client', grant, { authorization: basic('nobody', secret) }],
    ['invalid_client', grant, { authorization: basic(id, '%') }],
    ['invalid_client', grant, { authorization: `Bearer ${secret}` }],
    ['unsupported_grant_type', 'grant_type=password&username=ada&password=x', right],
    ['unauthorized_client', 'grant_type=authorization_code&code=x', right],
    ['unauthorized_client', 'grant_type=refresh_token&refresh_token=x', right],
    ['unauthorized_client', grant, { authorization: basic(userClient, userClientSecret) }],
    ['invalid_scope', `${grant}&scope=bank/transfers.write`, right],
    ['invalid_scope', `${grant}&scope=bank/unknown`, right],
    ['invalid_scope', `${grant}&scope=openid`, right],
    ['invalid_scope', `${grant}&scope=bank/accounts.read++bank/accounts.write`, right],
  ];
  for (const [error, form, headers] of cases) {
    const response = await post(service, form, headers);
    assert.equal(response.body['error'], error, form);
    assert.equal(response.body['access_token'], undefined);
    assert.equal(response.headers['cache-control'], 'no-store');
    const challenged = error === 'invalid_client' && headers?.['authorization'] !== undefined;
    assert.equal(response.status, challenged ? 401 : 400, form);
    assert.equal(response.headers['www-authenticate'] !== undefined, challenged);
    assert.equal(JSON.stringify(response.body).includes(secret), false);
  }
});

test('parameters in the URL are refused: addresses end up in logs', async (context) => {
  const { fixture, id, secret } = await withService(context);
  const response = await fixture.cognito.routes({
    ...{ method: 'POST', path: '/oauth2/token', query: `client_secret=${secret}` },
    body: Buffer.from(`grant_type=client_credentials&client_id=${id}&client_secret=${secret}`),
    headers: new Map([['content-type', ['application/x-www-form-urlencoded']]]),
  });
  assert.equal(response?.status, 400);
  assert.equal(JSON.parse(response.body).error, 'invalid_request');
});

test('a form of more parameters than any request has is refused before it is read', {
  timeout: 10_000,
}, async (context) => {
  const service = await withService(context);
  const { status, body } = await post(service, 'a&'.repeat(400_000));
  assert.equal(status, 400);
  assert.equal(body['error'], 'invalid_request');
});

test('a pool without a domain has no token endpoint, as on AWS', async (context) => {
  const service = await withService(context, { domain: false });
  const { status, body } = await post(service, 'grant_type=client_credentials', {
    authorization: basic(service.id, service.secret),
  });
  assert.equal(status, 400);
  assert.equal(body['error'], 'unauthorized_client');
});

test('openid-client discovers the pool and gets a token from it', async (context) => {
  const service = await withService(context);
  const { fixture, id, secret } = service;
  const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/${fixture.poolId}`;
  const origin = await serve(context, fixture.cognito);
  // Tokens bear AWS's issuer, so a client that trusts it is led here by its fetch.
  const config = await openid.discovery(new URL(issuer), id, secret, openid.ClientSecretBasic(secret), {
    [openid.customFetch]: (url, options) => {
      const { pathname } = new URL(url);
      return fetch(`${origin}${pathname}`, options as RequestInit);
    },
  });
  const { jwks_uri, response_types_supported } = config.serverMetadata();
  assert.equal(jwks_uri, `${issuer}/.well-known/jwks.json`);
  assert.deepEqual(response_types_supported, ['code', 'token']);
  const tokens = await openid.clientCredentialsGrant(config, { scope: 'bank/accounts.write' });
  assert.equal(decodeJwt(tokens.access_token)['scope'], 'bank/accounts.write');
  await assert.rejects(openid.clientCredentialsGrant(config, { scope: 'bank/transfers.write' }), {
    error: 'invalid_scope',
  });
});

test('discovery names the addresses of this machine where it is told them', async (context) => {
  const { fixture } = await withService(context, { origin: 'https://localhost:8444' });
  const response = await fixture.cognito.routes({
    ...{ method: 'GET', path: `/${fixture.poolId}/.well-known/openid-configuration`, query: '' },
    ...{ headers: new Map(), body: Buffer.alloc(0) },
  });
  const { token_endpoint, jwks_uri } = JSON.parse(response?.body ?? '{}');
  assert.equal(token_endpoint, 'https://localhost:8444/oauth2/token');
  assert.equal(jwks_uri, `https://localhost:8444/${fixture.poolId}/.well-known/jwks.json`);
});

test('paths that are not of user pools are left to others', async (context) => {
  const { fixture } = await withService(context);
  for (const path of ['/', '/health', '/.well-known/jwks.json', '/oauth2x/token']) {
    const request = { method: 'GET', path, query: '', headers: new Map(), body: Buffer.alloc(0) };
    assert.equal(await fixture.cognito.routes(request), undefined, path);
  }
});

test('pages of any origin reach the endpoints that take no cookie, and no other', async (context) => {
  const { fixture } = await withService(context);
  const ask = (method: string, path: string) =>
    fixture.cognito.routes({ method, path, query: '', body: Buffer.alloc(0), headers: new Map() });
  for (const path of ['/oauth2/token', '/oauth2/userInfo', '/oauth2/revoke']) {
    const preflight = await ask('OPTIONS', path);
    assert.equal(preflight?.status, 204);
    assert.equal(preflight.headers['access-control-allow-headers'], 'authorization, content-type');
    const answer = await ask('POST', path);
    assert.equal(answer?.headers['access-control-allow-origin'], '*');
    assert.equal(answer.headers['access-control-allow-credentials'], undefined);
  }
  for (const path of ['/oauth2/authorize', '/login', '/logout', '/signup', '/forgotPassword']) {
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      assert.equal((await ask(method, path))?.headers['access-control-allow-origin'], undefined);
    }
  }
});

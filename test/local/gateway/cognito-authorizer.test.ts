import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import * as jose from 'jose';
import type { UserPoolKeys } from '../../../lib/local/cognito/index.ts';
import type { JsonObject } from '../../../lib/local/json.ts';
import { memberOf, ofType, startGateway, startMillis } from './fixture.ts';
import { createPool } from './tokens.ts';

const pool = await createPool('eu-central-1_pool');
const other = await createPool('eu-central-1_other');
const nowSeconds = Math.floor(startMillis / 1_000);

const start = (
  authorizer: JsonObject = {},
  userPools: Readonly<Record<string, UserPoolKeys>> = { [pool.arn]: pool.keys, [other.arn]: other.keys },
) =>
  startGateway({
    userPools,
    methods: {
      'GET /scoped': {
        AuthorizationType: 'COGNITO_USER_POOLS',
        AuthorizerId: { Ref: 'users' },
        AuthorizationScopes: ['bank/accounts.read', 'bank/accounts.write'],
      },
      'GET /identified': { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: { Ref: 'users' } },
    },
    resources: {
      users: ofType('Authorizer', {
        RestApiId: { Ref: 'api' },
        Name: 'users',
        Type: 'COGNITO_USER_POOLS',
        ProviderARNs: [pool.arn],
        IdentitySource: 'method.request.header.Authorization',
        ...authorizer,
      }),
    },
  });

const get = (token: string, path = '/scoped') => start().call('GET', path, { headers: { Authorization: token } });

describe('a Cognito authorizer', () => {
  it('takes an access token with one of the scopes, with or without the scheme', async () => {
    const token = await pool.sign();
    for (const value of [token, `Bearer ${token}`, `bearer ${token}`]) {
      assert.equal((await get(value)).status, 200, value.slice(0, 8));
    }
  });

  it('hands on the claims as strings, lists joined by commas', async () => {
    const { call, lastEvent } = start();
    const token = await pool.sign({ 'cognito:groups': ['customer', 'operator'], auth_time: nowSeconds, version: 2 });
    await call('GET', '/scoped', { headers: { Authorization: token } });
    const claims = memberOf(memberOf(memberOf(lastEvent(), 'requestContext'), 'authorizer'), 'claims');
    assert.equal(claims['sub'], 'user-1');
    assert.equal(claims['cognito:groups'], 'customer,operator');
    assert.equal(claims['auth_time'], String(nowSeconds));
    assert.equal(claims['version'], '2');
    assert.equal(claims['exp'], 'Sun Nov 22 05:11:24 UTC 2026');
  });

  it('refuses a request without a token, or with an empty or a second one', async () => {
    const { call, invocations } = start();
    const token = await pool.sign();
    const refused = [
      {},
      { Authorization: '' },
      [
        ['Authorization', token],
        ['authorization', token],
      ] as const,
    ];
    for (const headers of refused) {
      const answer = await call('GET', '/scoped', { headers });
      assert.equal(answer.status, 401);
      assert.equal(answer.text, '{"message":"Unauthorized"}');
      assert.equal(answer.headers.get('x-amzn-errortype'), 'UnauthorizedException');
    }
    assert.equal(invocations.length, 0);
  });

  it('refuses a token that has expired, and says so', async () => {
    const answer = await get(await pool.sign({ exp: nowSeconds }));
    assert.equal(answer.status, 401);
    assert.equal(answer.text, '{"message":"The incoming token has expired"}');
  });

  it('refuses a good token with none of the scopes', async () => {
    for (const scope of ['bank/transfers.write', 'bank/accounts', 'bank/accounts.readx', '', undefined]) {
      const answer = await get(await pool.sign({ scope }));
      assert.equal(answer.status, 403, scope);
      assert.equal(answer.headers.get('x-amzn-errortype'), 'AccessDeniedException');
    }
  });

  it('wants an ID token where the method has no scopes, and no ID token where it has', async () => {
    assert.equal((await get(await pool.sign({ token_use: 'id', aud: 'app' }), '/identified')).status, 200);
    assert.equal((await get(await pool.sign(), '/identified')).status, 401);
    assert.equal((await get(await pool.sign({ token_use: 'id' }))).status, 401);
  });

  const now = nowSeconds;
  const forged: Readonly<Record<string, () => Promise<string> | string>> = {
    'of another pool': () => other.sign(),
    "that names this pool and is signed with another's key": () => other.sign({ iss: pool.keys.issuer }),
    "that names this pool's key too": () => other.sign({ iss: pool.keys.issuer }, { kid: 'eu-central-1_pool-key' }),
    'with an unknown key id': () => pool.sign({}, { kid: 'unknown' }),
    'without an issuer': () => pool.sign({ iss: undefined }),
    'with an issuer that is only similar': () => pool.sign({ iss: `${pool.keys.issuer}/` }),
    'without an expiry': () => pool.sign({ exp: undefined }),
    'without a use': () => pool.sign({ token_use: undefined }),
    'issued in the future': () => pool.sign({ iat: now + 60 }),
    'that is not valid yet': () => pool.sign({ nbf: now + 60 }),
    'with an extension that nobody understands': () => pool.sign({}, { crit: ['urn:test'], 'urn:test': 1 }),
    'without a signature': async () => `${(await pool.sign()).split('.').slice(0, 2).join('.')}.`,
    'with changed claims': async () => {
      const [header, payload = '', signature] = (await pool.sign()).split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      return `${header}.${Buffer.from(JSON.stringify({ ...claims, sub: 'user-2' })).toString('base64url')}.${signature}`;
    },
    'whose signature is spelled in another way': async () => {
      const token = await pool.sign();
      // The last four bits of 342 characters say nothing of 256 bytes: A, Q, g and w stand for what B, R, h and x do.
      return `${token.slice(0, -1)}${String.fromCharCode(token.charCodeAt(token.length - 1) + 1)}`;
    },
    'of algorithm none': async () => {
      const [, payload] = (await pool.sign()).split('.');
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    },
    'signed with the public key as a secret': async () => {
      const secret = Buffer.from(JSON.stringify(pool.keys.jwks.keys[0]));
      const claims = jose.decodeJwt(await pool.sign());
      return new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'eu-central-1_pool-key' }).sign(secret);
    },
    'of another algorithm with a key of its own': async () => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return new jose.SignJWT(jose.decodeJwt(await pool.sign()))
        .setProtectedHeader({ alg: 'ES256', kid: 'eu-central-1_pool-key' })
        .sign(privateKey);
    },
    'that is none': () => 'Bearer nonsense',
    'of another scheme': async () => `Basic ${await pool.sign()}`,
  };
  for (const [title, forge] of Object.entries(forged)) {
    it(`refuses a token ${title}`, async () => {
      const answer = await get(await forge());
      assert.equal(answer.status, 401);
      assert.equal(answer.text, '{"message":"Unauthorized"}');
    });
  }

  it('holds the audience against the expression as a whole', async () => {
    const { call } = start({ IdentityValidationExpression: 'app|portal' });
    const statusOf = async (aud: string | undefined) => {
      const token = await pool.sign({ token_use: 'id', aud });
      return (await call('GET', '/identified', { headers: { Authorization: token } })).status;
    };
    assert.deepEqual([await statusOf('app'), await statusOf('portal')], [200, 200]);
    assert.deepEqual([await statusOf('apps'), await statusOf(undefined)], [401, 401]);
  });

  it('takes tokens of each of its pools', async () => {
    const { call } = start({ ProviderARNs: [pool.arn, other.arn] });
    for (const token of [await pool.sign(), await other.sign()]) {
      assert.equal((await call('GET', '/scoped', { headers: { Authorization: token } })).status, 200);
    }
  });

  it('knows a key from when the pool publishes it until it no longer does', async () => {
    const rotated = await createPool('eu-central-1_pool');
    const published: Record<string, UserPoolKeys> = { [pool.arn]: pool.keys };
    const { call } = start({}, published);
    const statusOf = async (token: string) =>
      (await call('GET', '/scoped', { headers: { Authorization: token } })).status;
    assert.deepEqual([await statusOf(await pool.sign()), await statusOf(await rotated.sign())], [200, 401]);
    published[pool.arn] = rotated.keys;
    assert.deepEqual([await statusOf(await pool.sign()), await statusOf(await rotated.sign())], [401, 200]);
  });
});

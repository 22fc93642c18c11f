import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { assertProblem } from './assert-problem.ts';
import { bankForTests, startBank } from './running-bank.ts';

const bank = bankForTests();
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Parts of a token, decoded. */
function open(token: string): { readonly header: Record<string, unknown>; readonly claims: Record<string, unknown> } {
  const [header, claims] = token
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  return { header, claims };
}

function sign(header: unknown, claims: unknown, key: KeyObject): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key).toString('base64url')}`;
}

describe('who is let in', () => {
  it('lets a customer in with an access token', async () => {
    const answer = await bank().as('alice', '/me');
    assert.equal(answer.status, 200);
  });

  it('lets everyone reach what is public for a reason', async () => {
    for (const path of ['/health', '/openapi.json', '/.well-known/jwks.json']) {
      assert.equal((await bank().client.call(path)).status, 200);
    }
  });

  it('lets a partner in with an API key', async () => {
    const { client, demo } = bank();
    const answer = await client.call('/rates', { headers: { 'x-api-key': demo.partner.apiKey } });
    assert.equal(answer.status, 200);
  });
});

describe('who is refused as unauthenticated', () => {
  it('a caller without a token, with a challenge', async () => {
    const answer = await bank().client.call('/accounts');
    assertProblem(answer, 401, 'unauthenticated');
    assert.match(String(answer.headers['www-authenticate']), /^Bearer/);
  });

  it('a token of another algorithm, alg none and its spellings', async () => {
    const { claims } = open(await bank().token('alice'));
    for (const alg of ['none', 'None', 'nOnE', 'HS256']) {
      const token = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}.`;
      assertProblem(await bank().client.call('/me', bearer(token)), 401, 'unauthenticated');
    }
  });

  it('a token whose claims were changed', async () => {
    const token = await bank().token('alice');
    const [header, , signature] = token.split('.');
    const { claims } = open(token);
    const forged = `${header}.${encode({ ...claims, 'cognito:groups': ['operator'] })}.${signature}`;
    assertProblem(await bank().client.call('/me', bearer(forged)), 401, 'unauthenticated');
  });

  it('a token without its signature', async () => {
    const [header, claims] = (await bank().token('alice')).split('.');
    assertProblem(await bank().client.call('/me', bearer(`${header}.${claims}.`)), 401, 'unauthenticated');
  });

  it("a token signed by another key under the pool's key id", async () => {
    const { header, claims } = open(await bank().token('alice'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    assertProblem(await bank().client.call('/me', bearer(sign(header, claims, privateKey))), 401, 'unauthenticated');
  });

  it('a token of another issuer, signed well', async () => {
    const { header, claims } = open(await bank().token('alice'));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const iss = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_aaaaaaaaa';
    const token = sign({ ...header, kid: 'theirs' }, { ...claims, iss }, privateKey);
    assertProblem(await bank().client.call('/me', bearer(token)), 401, 'unauthenticated');
  });

  it('a token that brings its own key', async () => {
    const { claims } = open(await bank().token('alice'));
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = sign({ alg: 'RS256', kid: 'mine', jwk: publicKey.export({ format: 'jwk' }) }, claims, privateKey);
    assertProblem(await bank().client.call('/me', bearer(token)), 401, 'unauthenticated');
  });

  it('an ID token in place of an access token', async () => {
    const { demo } = bank();
    const { IdToken = '' } = await bank().tokens('bob');
    assert.notEqual(demo.users.bob.subject, '');
    assertProblem(await bank().client.call('/me', bearer(IdToken)), 401, 'unauthenticated');
  });

  it('a token in the query, and two tokens', async () => {
    const token = await bank().token('alice');
    assertProblem(await bank().client.call(`/me?access_token=${token}`), 401, 'unauthenticated');
    const twice = await bank().client.call('/me', {
      headers: { authorization: [`Bearer ${token}`, `Bearer ${token}`] },
    });
    assert.ok(twice.status === 401 || twice.status === 400, `two tokens were answered ${twice.status}`);
  });

  it('a partner with an invented, a mistyped or no key', async () => {
    const { client, demo } = bank();
    const { apiKey } = demo.partner;
    const mistyped = apiKey.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const key of [mistyped, apiKey.slice(0, -1), 'test']) {
      assertProblem(await client.call('/rates', { headers: { 'x-api-key': key } }), 401, 'unauthenticated');
    }
    assertProblem(await client.call('/rates'), 401, 'unauthenticated');
  });

  it("a customer's token where an API key is needed, and the reverse", async () => {
    const { client, demo } = bank();
    assertProblem(await bank().as('alice', '/rates'), 401, 'unauthenticated');
    assertProblem(
      await client.call('/accounts', { headers: { 'x-api-key': demo.partner.apiKey } }),
      401,
      'unauthenticated',
    );
  });
});

describe('a token that has expired', () => {
  it('is refused with a code of its own, and was accepted a minute before', async () => {
    let passedMillis = 0;
    const own = await startBank(undefined, () => Date.now() + passedMillis);
    try {
      const token = await own.token('alice');
      const { claims } = open(token);
      const lifeMillis = Number(claims['exp']) * 1000 - Date.now();
      passedMillis = lifeMillis - 60_000;
      assert.equal((await own.client.call('/me', bearer(token))).status, 200);
      passedMillis = lifeMillis + 1_000;
      assertProblem(await own.client.call('/me', bearer(token)), 401, 'token-expired');
    } finally {
      await own.close();
    }
  });
});

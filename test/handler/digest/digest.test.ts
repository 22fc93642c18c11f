import assert from 'node:assert/strict';
import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { checkDigest, type DigestOptions, digestChallenge } from '../../../lib/handler/digest/check-digest.ts';
import { credentialHash, digestResponse, serverResponse } from '../../../lib/handler/digest/digest-response.ts';
import { createNonce, nonceTime } from '../../../lib/handler/digest/nonce.ts';
import { isTarget } from '../../../lib/handler/digest/request-target.ts';
import { parseCredentials } from '../../../lib/handler/http-auth/credentials.ts';

const realm = 'bank';
const now = 1_800_000_000;
const key = createSecretKey(randomBytes(32));
const password = 'a generated secret';

const inMemory = () => {
  const claimed = new Set<string>();
  return async (key: string) => claimed.size < claimed.add(key).size;
};

const optionsWith = (more: Partial<DigestOptions<string>> = {}): DigestOptions<string> => ({
  realm,
  nonceKeys: [key],
  claim: inMemory(),
  load: async (username) =>
    username === 'svc-1' ? { caller: 'service 1', credential: credentialHash(username, realm, password) } : undefined,
  ...more,
});

const valid = { username: 'svc-1', realm, uri: '/accounts?limit=2', nc: '00000001', cnonce: 'c"n', qop: 'auth' };

/** The header that a client with the right secret sends, before anything of it is changed. */
const headerFor = (
  change: Readonly<Record<string, string | undefined>> = {},
  { method = 'GET', secret = password } = {},
) => {
  const given = { ...valid, nonce: createNonce(key, realm, now), algorithm: 'SHA-256' };
  const credential = credentialHash(given.username, realm, secret);
  const response = digestResponse(credential, method, { ...given, ...change } as typeof given);
  const parameters = Object.entries({ ...given, response, ...change }).filter(([, value]) => value !== undefined);
  return `Digest ${parameters.map(([name, value]) => `${name}="${String(value).replaceAll('"', '\\"')}"`).join(', ')}`;
};

const check = async (header: string, options = optionsWith(), nowSeconds = now) => {
  const credentials = parseCredentials(header);
  assert.ok(credentials);
  const query = new Map([['limit', ['2']]]);
  return checkDigest({ method: 'GET', path: '/accounts', query, credentials, nowSeconds }, options);
};

describe('Digest', () => {
  it('gives the response of RFC 7616 §3.9.1', () => {
    const input = {
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      nc: '00000001',
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
      uri: '/dir/index.html',
    };
    const credential = credentialHash('Mufasa', 'http-auth@example.org', 'Circle of Life');
    assert.equal(
      digestResponse(credential, 'GET', input),
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    );
    assert.equal(serverResponse(credential, input), '86d3b25618d41854ca5039a5d7e53ff6355d5134a9b1fb088a78ac3c462195a0');
  });

  it('takes the right response and shows in turn that it knows the secret', async () => {
    const verdict = await check(headerFor());
    assert.ok(verdict.kind === 'authenticated');
    assert.equal(verdict.caller, 'service 1');
    assert.match(verdict.authenticationInfo, /^qop=auth, rspauth="[0-9a-f]{64}", cnonce="c\\"n", nc=00000001$/);
  });

  it('asks with unquoted algorithm and stale, and quoted qop, as the RFC spells them', () => {
    const challenge = digestChallenge({ realm, nonceKeys: [key] }, { nowSeconds: now, stale: true });
    assert.match(
      challenge,
      /^Digest realm="bank", nonce="[\w-]{48}", algorithm=SHA-256, qop="auth", charset=UTF-8, userhash=false, stale=true$/,
    );
  });

  const refusals: readonly (readonly [string, string, string])[] = [
    ['a wrong secret', headerFor({}, { secret: 'guess' }), 'response'],
    ['an unknown user', headerFor({ username: 'svc-2' }), 'response'],
    ['a response for another method', headerFor({}, { method: 'DELETE' }), 'response'],
    ['a response for another path', headerFor({ uri: '/transfers?limit=2' }), 'target'],
    ['a response for other parameters', headerFor({ uri: '/accounts?limit=3' }), 'target'],
    ['the whole URL as target', headerFor({ uri: 'https://bank/accounts?limit=2' }), 'target'],
    ['MD5', headerFor({ algorithm: 'MD5' }), 'not-offered'],
    ['no algorithm, which means MD5', headerFor({ algorithm: undefined }), 'not-offered'],
    ['a session algorithm', headerFor({ algorithm: 'SHA-256-sess' }), 'not-offered'],
    ['no qop, as in RFC 2069', headerFor({ qop: undefined }), 'not-offered'],
    ['auth-int', headerFor({ qop: 'auth-int' }), 'not-offered'],
    ['another realm', headerFor({ realm: 'other' }), 'not-offered'],
    ['a hashed user name', headerFor({ userhash: 'true' }), 'not-offered'],
    ['an extended user name', headerFor({ 'username*': "UTF-8''svc-1" }), 'malformed'],
    [
      'a nonce of somebody else',
      headerFor({ nonce: createNonce(createSecretKey(randomBytes(32)), realm, now) }),
      'nonce',
    ],
    ['a nonce for another realm', headerFor({ nonce: createNonce(key, 'other', now) }), 'nonce'],
    ['a truncated nonce', headerFor({ nonce: createNonce(key, realm, now).slice(0, -4) }), 'nonce'],
    ['a truncated response', headerFor({ response: 'ab12' }), 'malformed'],
    ['a count that is no eight digits', headerFor({ nc: '1' }), 'malformed'],
    ['the count zero', headerFor({ nc: '00000000' }), 'malformed'],
    ['a count in capitals', headerFor({ nc: '0000000A' }), 'malformed'],
    ['no client nonce', headerFor({ cnonce: '' }), 'malformed'],
    ['a client nonce that no header can hold', headerFor({ cnonce: 'é' }), 'malformed'],
    ['a client nonce that would fill the answer', headerFor({ cnonce: 'c'.repeat(257) }), 'malformed'],
  ];
  for (const [what, header, fault] of refusals) {
    it(`refuses ${what}`, async () => assert.deepEqual(await check(header), { kind: 'refused', fault }));
  }

  it('takes each request once', async () => {
    const options = optionsWith();
    const header = headerFor();
    assert.equal((await check(header, options)).kind, 'authenticated');
    assert.deepEqual(await check(header, options), { kind: 'refused', fault: 'replayed' });
  });

  it('takes every count of a nonce once, in whatever order they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 60 }), async (counts) => {
        const [options, nonce] = [optionsWith(), createNonce(key, realm, now)];
        const taken = new Set<number>();
        for (const count of counts) {
          const { kind } = await check(headerFor({ nonce, nc: count.toString(16).padStart(8, '0') }), options);
          assert.equal(kind, taken.size < taken.add(count).size ? 'authenticated' : 'refused');
        }
      }),
      { numRuns: 30 },
    );
  });

  it('calls an old nonce stale only to whoever knows the secret', async () => {
    assert.deepEqual(await check(headerFor(), optionsWith(), now + 120), { kind: 'refused', fault: 'stale' });
    const guess = headerFor({}, { secret: 'guess' });
    assert.deepEqual(await check(guess, optionsWith(), now + 120), { kind: 'refused', fault: 'response' });
  });

  it('takes nonces of the key before, and none of a key that is gone', async () => {
    const next = createSecretKey(randomBytes(32));
    assert.equal((await check(headerFor(), optionsWith({ nonceKeys: [next, key] }))).kind, 'authenticated');
    assert.deepEqual(await check(headerFor(), optionsWith({ nonceKeys: [next] })), { kind: 'refused', fault: 'nonce' });
  });

  it('knows no nonce of which a bit was changed', () => {
    const nonce = Buffer.from(createNonce(key, realm, now), 'base64url');
    fc.assert(
      fc.property(fc.nat({ max: nonce.length * 8 - 1 }), (bit) => {
        const changed = Buffer.from(nonce);
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        assert.equal(nonceTime(changed.toString('base64url'), [key], realm), undefined);
      }),
    );
  });
});

describe('the target of a request', () => {
  const query = new Map([['a', ['1', '2']]]);
  it('is the same when names and values are, whatever their escapes', () => {
    assert.equal(isTarget('/x?a=1&%61=%32', { path: '/x', query }), true);
  });
  for (const uri of ['/x', '/x?a=2&a=1', '/x?a=1', '/x?a=1&a=2&b=', '/X?a=1&a=2', '/x?a=1&a=2#f', 'x?a=1&a=2', '*']) {
    it(`is not ${uri}`, () => assert.equal(isTarget(uri, { path: '/x', query }), false));
  }
});

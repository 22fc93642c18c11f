import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { describe, it } from 'node:test';
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose';
import { checkDpopProof, type DpopOptions } from '../../../lib/handler/sender-constraint/check-dpop-proof.ts';
import { checkSender, type Sender } from '../../../lib/handler/sender-constraint/check-sender.ts';
import { keyThumbprint } from '../../../lib/handler/sender-constraint/key-thumbprint.ts';
import { type TokenFault, TokenRefused } from '../../../lib/handler/token/token-refused.ts';

const now = 1_800_000_000;
const accessToken = 'an.access.token';
const request = { method: 'GET', url: 'https://api.bank.example/accounts', accessToken, nowSeconds: now };
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicJwk = await exportJWK(pair.publicKey);

const sound = {
  jti: 'a-proof-id',
  htm: 'GET',
  htu: request.url,
  iat: now,
  ath: hash('sha256', accessToken, 'base64url'),
};

const proof = (claims: object = {}, header: object = {}, key: KeyObject = pair.privateKey) =>
  new SignJWT({ ...sound, ...claims })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk, ...header })
    .sign(key);

const optionsOnce = (): DpopOptions => {
  const taken = new Set<string>();
  return { takeProof: async (thumbprint, id) => taken.size < taken.add(`${thumbprint} ${id}`).size };
};

const refusedFor = (fault: TokenFault) => (error: unknown) => {
  assert.ok(error instanceof TokenRefused, String(error));
  assert.equal(error.fault, fault);
  return true;
};

const otherPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsaPair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const shortPair = generateKeyPairSync('rsa', { modulusLength: 1_024 });

describe('a DPoP proof', () => {
  for (const [alg, { publicKey, privateKey }] of Object.entries({
    ES256: pair,
    EdDSA: generateKeyPairSync('ed25519'),
    PS256: rsaPair,
  })) {
    it(`names its ${alg} key by the thumbprint that jose calculates`, async () => {
      const jwk = await exportJWK(publicKey);
      const thumbprint = await checkDpopProof(await proof({}, { alg, jwk }, privateKey), request, optionsOnce());
      assert.equal(thumbprint, await calculateJwkThumbprint(jwk));
    });
  }

  it('is for the URL, however host and port are spelled', async () => {
    const htu = 'HTTPS://API.bank.example:443/accounts?limit=2#top';
    assert.ok(await checkDpopProof(await proof({ htu }), request, optionsOnce()));
  });

  const refused: Readonly<Record<string, readonly [TokenFault, () => string | Promise<string>]>> = {
    'something that is no token': ['malformed', () => 'a.b'],
    'another type': ['type', () => proof({}, { typ: 'JWT' })],
    'no type': ['type', () => proof({}, { typ: undefined })],
    'a critical header': ['critical-header', () => rawHeader({ crit: ['b64'] })],
    'alg none': ['algorithm', () => rawHeader({ alg: 'none' })],
    'an HMAC': ['algorithm', () => rawHeader({ alg: 'HS256' })],
    'no key': ['unknown-key', () => rawHeader({ jwk: undefined })],
    'a key of another kind': ['unknown-key', async () => rawHeader({ jwk: await exportJWK(rsaPair.publicKey) })],
    'a private key': ['unknown-key', async () => rawHeader({ jwk: await exportJWK(pair.privateKey) })],
    'a key that is too short': [
      'unknown-key',
      async () => rawHeader({ alg: 'RS256', jwk: await exportJWK(shortPair.publicKey) }),
    ],
    'a point that is not on the curve': ['unknown-key', () => rawHeader({ jwk: { ...publicJwk, x: publicJwk.y } })],
    'the signature of another key': ['signature', () => proof({}, {}, otherPair.privateKey)],
    'another method': ['target', () => proof({ htm: 'POST' })],
    'another path': ['target', () => proof({ htu: `${request.url}/` })],
    'another host': ['target', () => proof({ htu: 'https://evil.example/accounts' })],
    'plain HTTP': ['target', () => proof({ htu: 'http://api.bank.example/accounts' })],
    'no URL': ['target', () => proof({ htu: undefined })],
    'another access token': ['access-token', () => proof({ ath: hash('sha256', 'another', 'base64url') })],
    'no access token': ['access-token', () => proof({ ath: undefined })],
    'an old proof': ['expired', () => proof({ iat: now - 61 })],
    'a proof of the future': ['expired', () => proof({ iat: now + 61 })],
    'no time': ['expired', () => proof({ iat: undefined })],
    'no id': ['malformed', () => proof({ jti: undefined })],
    'an endless id': ['malformed', () => proof({ jti: 'x'.repeat(257) })],
  };
  for (const [what, [fault, make]] of Object.entries(refused)) {
    it(`is refused with ${what}`, async () => {
      await assert.rejects(checkDpopProof(await make(), request, optionsOnce()), refusedFor(fault));
    });
  }

  it('is taken once', async () => {
    const options = optionsOnce();
    const made = await proof();
    await checkDpopProof(made, request, options);
    await assert.rejects(checkDpopProof(made, request, options), refusedFor('replayed'));
  });

  it('carries a nonce of ours where one is asked for', async () => {
    const options = { ...optionsOnce(), isOurNonce: (nonce: string) => nonce === 'ours' };
    assert.ok(await checkDpopProof(await proof({ nonce: 'ours' }), request, options));
    for (const nonce of [undefined, 'theirs', 7]) {
      await assert.rejects(checkDpopProof(await proof({ nonce, jti: 'b' }), request, options), refusedFor('nonce'));
    }
  });

  it('is refused with an algorithm that was not named', async () => {
    const options: DpopOptions = { ...optionsOnce(), algorithms: ['EdDSA'] };
    await assert.rejects(checkDpopProof(await proof(), request, options), refusedFor('algorithm'));
  });

  it('has no thumbprint of a symmetric or an incomplete key', () => {
    for (const jwk of [{ kty: 'oct', k: 'AA' }, { kty: 'EC', crv: 'P-256', x: 'AA' }, {}] as JWK[]) {
      assert.equal(keyThumbprint(jwk), undefined);
    }
  });
});

/** A proof whose header was changed after it was signed: what is wrong with a header is told before the signature. */
async function rawHeader(change: object): Promise<string> {
  const [, claims, signature] = (await proof()).split('.');
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk, ...change };
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${claims}.${signature}`;
}

describe('the sender of a token', () => {
  const bearer: Sender = { scheme: 'bearer', keyThumbprint: undefined, certificateThumbprint: undefined };
  const dpop: Sender = { scheme: 'dpop', keyThumbprint: 'K', certificateThumbprint: undefined };
  const certified: Sender = { ...bearer, certificateThumbprint: 'C' };

  it('is anybody for a token that is bound to nothing, unless it must be', () => {
    checkSender({}, bearer, false);
    assert.throws(() => checkSender({}, bearer, true), refusedFor('sender'));
  });

  it('is whoever holds what the token is bound to', () => {
    checkSender({ cnf: { jkt: 'K' } }, dpop, true);
    checkSender({ cnf: { 'x5t#S256': 'C' } }, certified, true);
    checkSender({ cnf: { jkt: 'K', 'x5t#S256': 'C' } }, { ...dpop, certificateThumbprint: 'C' }, true);
  });

  const refused: Readonly<Record<string, readonly [unknown, Sender]>> = {
    'a token of another key': [{ jkt: 'L' }, dpop],
    'a key-bound token sent as bearer': [{ jkt: 'K' }, { ...dpop, scheme: 'bearer' }],
    'a token that is not bound to the key of the proof': [undefined, dpop],
    'a token of another certificate': [{ 'x5t#S256': 'D' }, certified],
    'a certificate-bound token without a certificate': [{ 'x5t#S256': 'C' }, bearer],
    'one of two confirmations that is not met': [{ jkt: 'K', 'x5t#S256': 'C' }, dpop],
    'a confirmation nobody knows': [{ 'x5t#S256': 'C', kid: '1' }, certified],
    'the name of an inherited member': [{ constructor: 'C' }, bearer],
    'a confirmation without a value': [{ 'x5t#S256': undefined }, bearer],
    'a confirmation that is text': ['C', certified],
    'no confirmation at all': [null, bearer],
  };
  for (const [what, [cnf, sender]] of Object.entries(refused)) {
    it(`is not the holder of ${what}`, () => {
      assert.throws(() => checkSender({ cnf }, sender, false), refusedFor('sender'));
    });
  }
});

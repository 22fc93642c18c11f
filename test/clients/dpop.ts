import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, type KeyObject, randomUUID } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import * as openid from 'openid-client';
import { trust } from '../../scripts/bank/trust.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { askedScopes } from './bank-with-issuer.ts';
import { issueKey } from './issue.ts';
import type { Attack, SchemeClients } from './scheme-clients.ts';
import { audience, type ThirdPartyIssuer } from './third-party-issuer.ts';

interface Facts {
  readonly bank: RunningBank;
  readonly configuration: openid.Configuration;
  readonly handle: openid.DPoPHandle;
  /** Bound to the key of the handle, which is the attacker's to use in its proofs. */
  readonly token: string;
  readonly key: openid.CryptoKeyPair;
  /** Bound to nothing. */
  readonly unbound: string;
  /** For another API. */
  readonly apiKey: string;
  /** Keeps the nonce that the bank asked for last. */
  readonly nonce: string;
}

const path = '/rates/CHF';

/** @param issuer is trusted by the bank that is visited */
export const dpopClients = (issuer: () => ThirdPartyIssuer): SchemeClients<Facts> => ({
  name: 'dpop',
  prepare: (bank) => prepare(bank, issuer()),
  visits: [
    {
      name: 'openid-client, which the bank asks for a nonce first',
      async visit({ bank, configuration, token, handle }) {
        const url = new URL(bank.demo.apiUrl + path);
        const answer = await openid.fetchProtectedResource(configuration, token, url, 'GET', undefined, undefined, {
          DPoP: handle,
        });
        assert.equal(answer.status, 200, await answer.text());
      },
    },
    {
      name: 'a partner who comes to the same door with a key',
      async visit({ bank, apiKey }) {
        assert.equal((await bank.client.call(path, { headers: { 'x-api-key': apiKey } })).status, 200);
      },
    },
    {
      name: 'whoever makes a proof by the book',
      async visit(facts) {
        const { status, text } = await send(facts, await proof(facts));
        assert.equal(status, 200, text);
      },
    },
  ],
  attacks: [
    {
      name: 'a token that is bound, as a bearer token',
      request: (facts) => send(facts, undefined, 'Bearer'),
      expected,
    },
    { name: 'a token that is bound, without a proof', request: (facts) => send(facts, undefined), expected },
    {
      name: 'a token that is bound to nothing',
      request: ({ bank, unbound }) => bank.client.call(path, { headers: { authorization: `Bearer ${unbound}` } }),
      expected,
    },
    {
      name: 'a token that is bound to nothing, with a proof',
      request: async (facts) =>
        send({ ...facts, token: facts.unbound }, await proof({ ...facts, token: facts.unbound })),
      expected,
    },
    {
      name: 'a proof that was used',
      async request(facts) {
        const sent = await proof(facts);
        assert.equal((await send(facts, sent)).status, 200);
        return send(facts, sent);
      },
      expected,
    },
    withProof('a proof without a nonce', { nonce: undefined }, /error="use_dpop_nonce"/),
    withProof('a nonce of the attacker', { nonce: 'A'.repeat(48) }, /error="use_dpop_nonce"/),
    withProof('a proof for another method', { htm: 'POST' }),
    withProof('a proof for another path', { htu: 'https://localhost/live/rates/USD' }),
    withProof('a proof for another host', { htu: 'https://api.bank.example/rates/CHF' }),
    withProof('an old proof', { iat: Math.floor(Date.now() / 1_000) - 3_600 }),
    withProof('a proof of the future', { iat: Math.floor(Date.now() / 1_000) + 3_600 }),
    withProof('a proof for another token', { ath: hash('sha256', 'another', 'base64url') }),
    withProof('a proof for no token', { ath: undefined }),
    withProof('a proof without an id', { jti: undefined }),
    withHeader('a proof that says it is a token', { typ: 'JWT' }),
    withHeader('a critical header', { crit: ['b64'], b64: true }),
    {
      name: 'a proof of another key',
      async request(facts) {
        const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const jwk = other.publicKey.export({ format: 'jwk' });
        return send(facts, await proof(facts, {}, { jwk }, other.privateKey));
      },
      expected,
    },
    {
      name: 'a proof that shows the right key and is signed by another',
      async request(facts) {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        return send(facts, await proof(facts, {}, {}, privateKey));
      },
      expected,
    },
    {
      name: 'two proofs',
      async request(facts) {
        const both = [await proof(facts), await proof(facts)];
        return facts.bank.client.call(path, { headers: { authorization: `DPoP ${facts.token}`, dpop: both } });
      },
      expected,
    },
    {
      name: 'a token of the user pool, which is bound to nothing',
      async request({ bank }) {
        return bank.client.call(path, { headers: { authorization: `Bearer ${await bank.token('alice')}` } });
      },
      expected,
    },
    {
      name: 'a token of a third party at a door for users',
      request: ({ bank, unbound }) =>
        bank.client.call('/transfers', {
          method: 'POST',
          headers: { authorization: `Bearer ${unbound}` },
          body: {},
        }),
    },
  ],
});

const expected = { status: 401, code: 'unauthenticated', challenge: /DPoP realm="portcullis-bank"/ };

function withProof(name: string, claims: object, challenge: RegExp = /error="invalid_dpop_proof"/): Attack<Facts> {
  return {
    name,
    request: async (facts) => send(facts, await proof(facts, claims)),
    expected: { ...expected, challenge },
  };
}

function withHeader(name: string, header: object): Attack<Facts> {
  return { name, request: async (facts) => send(facts, await proof(facts, {}, header)), expected };
}

async function prepare(bank: RunningBank, { issuer, client }: ThirdPartyIssuer): Promise<Facts> {
  trust(bank.demo.caFile);
  const configuration = await openid.discovery(new URL(issuer), client.clientId, client.clientSecret);
  const key = await openid.randomDPoPKeyPair('ES256', { extractable: true });
  const handle = openid.getDPoPHandle(configuration, key);
  const request = { scope: askedScopes, resource: audience };
  const bound = await openid.clientCredentialsGrant(configuration, request, { DPoP: handle });
  const free = await openid.clientCredentialsGrant(configuration, request);
  const facts = { bank, configuration, handle, key, token: bound.access_token, unbound: free.access_token };
  const { apiKey } = await issueKey(bank);
  const { headers } = await send({ ...facts, apiKey, nonce: '' }, await proof({ ...facts, apiKey, nonce: '' }));
  return { ...facts, apiKey, nonce: String(headers['dpop-nonce']) };
}

const send = ({ bank, token }: Facts, sentProof: string | undefined, scheme = 'DPoP') =>
  bank.client.call(path, {
    headers: { authorization: `${scheme} ${token}`, ...(sentProof !== undefined && { dpop: sentProof }) },
  });

/** A proof by the book, with what is changed of it. */
async function proof(
  { bank, token, key, nonce }: Facts,
  claims: object = {},
  header: object = {},
  signer?: KeyObject,
): Promise<string> {
  const jwk = await exportJWK(key.publicKey);
  return new SignJWT({
    jti: randomUUID(),
    htm: 'GET',
    htu: bank.demo.apiUrl + path,
    iat: Math.floor(Date.now() / 1_000),
    ath: hash('sha256', token, 'base64url'),
    nonce,
    ...claims,
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk, ...header })
    .sign(signer ?? key.privateKey, { crit: { b64: true } });
}

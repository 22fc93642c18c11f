import assert from 'node:assert/strict';
import type { JsonWebKey } from 'node:crypto';
import * as z from 'zod';
import { cognitoOf } from '../../scripts/bank/sdk-clients.ts';
import { serviceToken } from '../../scripts/bank/service-token.ts';
import { signIn } from '../../scripts/bank/sign-in.ts';
import { trust } from '../../scripts/bank/trust.ts';
import { httpsClient } from '../../scripts/https-client.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { curl } from './curl.ts';
import { encode, forge, forgeByHmac, type OpenedToken, openToken, stranger } from './forge-token.ts';
import type { Attack, SchemeClients } from './scheme-clients.ts';

interface Facts {
  readonly bank: RunningBank;
  readonly token: string;
  readonly opened: OpenedToken;
  readonly idToken: string;
  readonly refreshToken: string;
  readonly published: JsonWebKey;
  /** Of a user who has signed out everywhere since. */
  readonly signedOut: string;
}

/** What API Gateway's own authorizer guards, and what the bank's Lambda authorizer does. */
const doors = ['GET /me', 'POST /transfers'] as const;
type Door = (typeof doors)[number];

const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })).min(1) });

async function prepare(bank: RunningBank): Promise<Facts> {
  const { demo } = bank;
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = await bank.tokens('alice');
  const aws = httpsClient(demo.awsEndpoint, demo.caFile);
  const { json } = await aws.call(`/${demo.userPoolId}/.well-known/jwks.json`);
  aws.close();
  const [published = {}] = keySet.parse(json).keys;
  const facts = {
    bank,
    token: AccessToken,
    opened: openToken(AccessToken),
    idToken: IdToken,
    refreshToken: RefreshToken,
  };
  return { ...facts, published, signedOut: await signOutBob(bank) };
}

/** Bob signs in, and signs out everywhere by the bank's own endpoint. @returns the token that he had */
async function signOutBob({ demo, client }: RunningBank): Promise<string> {
  const cognito = cognitoOf(demo);
  const { AccessToken = '' } = await signIn(cognito, demo.clients.cli.clientId, demo.users.bob);
  cognito.destroy();
  const { status } = await client.call('/me/sign-out', { method: 'POST', headers: authorization(AccessToken) });
  assert.equal(status, 204);
  return AccessToken;
}

const authorization = (token: string) => ({ authorization: `Bearer ${token}` });

type Headers = Readonly<Record<string, string | readonly string[]>>;

function knock({ client }: RunningBank, door: Door, headers: Headers, query = '') {
  const [method = '', path = ''] = door.split(' ');
  return client.call(path + query, { method, headers, ...(method === 'POST' && { body: {} }) });
}

/** One attack at each door. */
const withHeaders = (name: string, headers: (facts: Facts) => Headers): readonly Attack<Facts>[] =>
  doors.map((door) => ({ name: `${name}, at ${door}`, request: (facts) => knock(facts.bank, door, headers(facts)) }));

const withToken = (name: string, token: (facts: Facts) => string): readonly Attack<Facts>[] =>
  withHeaders(name, (facts) => authorization(token(facts)));

/** A token whose parts are changed, and which the attacker signs, or nobody. */
const withParts = (name: string, change: (opened: OpenedToken) => OpenedToken): readonly Attack<Facts>[] =>
  withToken(name, ({ opened }) => {
    const { header, claims } = change(opened);
    return forge(header, claims);
  });

const header = (name: string, members: object) =>
  withParts(name, ({ header: given, claims }) => ({ header: { ...given, ...members }, claims }));
const claims = (name: string, members: object) =>
  withParts(name, ({ header: given, claims: held }) => ({ header: given, claims: { ...held, ...members } }));

const unsigned = (alg: string) =>
  withToken(
    `alg ${alg} without a signature`,
    ({ opened }) => `${encode({ ...opened.header, alg })}.${encode(opened.claims)}.`,
  );

const jwkOfStranger = stranger.publicKey.export({ format: 'jwk' });
const inAnHour = Math.floor(Date.now() / 1_000) + 3_600;

export const bearerClients: SchemeClients<Facts> = {
  name: 'bearer',
  prepare,
  visits: [
    {
      name: 'a customer whom the AWS SDK signed in',
      visit: async ({ bank, token }) => assert.equal((await knock(bank, 'GET /me', authorization(token))).status, 200),
    },
    {
      name: 'the same at a door that looks the session up',
      async visit({ bank, token }) {
        // The body is not sound, which only somebody learns who is let in.
        assert.equal((await knock(bank, 'POST /transfers', authorization(token))).status, 400);
      },
    },
    {
      name: 'curl with a token',
      async visit({ bank: { demo }, token }) {
        const { status, text } = await curl(demo.caFile, '--oauth2-bearer', token, `${demo.apiUrl}/me`);
        assert.equal(status, 200, text);
      },
    },
    {
      name: 'a program that openid-client got a token for by client credentials, as far as its scopes go',
      async visit({ bank }) {
        trust(bank.demo.caFile);
        const token = await serviceToken(bank.demo);
        assert.equal((await bank.client.call('/customers', { headers: authorization(token) })).status, 403);
      },
    },
    {
      name: 'somebody who signs in again after having signed out everywhere',
      async visit({ bank: { demo, client } }) {
        // A token counts from the second after the sign-out.
        await new Promise((resolve) => setTimeout(resolve, 1_100));
        const cognito = cognitoOf(demo);
        const { AccessToken = '' } = await signIn(cognito, demo.clients.cli.clientId, demo.users.bob);
        cognito.destroy();
        const order = { method: 'POST', headers: authorization(AccessToken), body: {} };
        assert.equal((await client.call('/transfers', order)).status, 400);
      },
    },
  ],
  attacks: [
    ...['none', 'None', 'nOnE', 'NONE'].flatMap(unsigned),
    ...withToken('no signature at all', ({ token }) => token.slice(0, token.lastIndexOf('.') + 1)),
    ...withToken('no third part', ({ token }) => token.slice(0, token.lastIndexOf('.'))),
    ...withToken('a signature cut short', ({ token }) => token.slice(0, -4)),
    ...withToken('an HMAC keyed with the public key', ({ opened, published }) =>
      forgeByHmac(opened.header, opened.claims, published, 'spki'),
    ),
    ...withToken('an HMAC keyed with the public key in PKCS 1', ({ opened, published }) =>
      forgeByHmac(opened.header, opened.claims, published, 'pkcs1'),
    ),
    ...header('another key of the same id', {}),
    ...header('a key in the header', { jwk: jwkOfStranger }),
    ...header('an address of keys in the header', { jku: 'https://127.0.0.1:1/keys' }),
    ...header('a certificate address in the header', { x5u: 'https://127.0.0.1:1/certificate' }),
    ...header('a key id that climbs', { kid: '../../../../dev/null' }),
    ...header('a key id that asks a database', { kid: "x' OR '1'='1" }),
    ...header('a key id that nobody has', { kid: 'nobody' }),
    ...header('a critical header', { crit: ['exp'] }),
    ...header('an unencoded payload', { b64: false, crit: ['b64'] }),
    ...header('a compressed payload', { zip: 'DEF' }),
    ...claims('more groups', { 'cognito:groups': ['operator'] }),
    ...claims('another issuer', { iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Stranger1' }),
    ...claims('another region', { iss: 'https://cognito-idp.us-east-1.amazonaws.com/eu-central-1_Stranger1' }),
    ...claims('a later end', { exp: inAnHour + 86_400 }),
    ...withToken('an ID token', ({ idToken }) => idToken),
    ...withToken('a refresh token', ({ refreshToken }) => refreshToken),
    ...withToken('claims of another token', ({ token, idToken }) =>
      [token.split('.')[0], idToken.split('.')[1], token.split('.')[2]].join('.'),
    ),
    ...withToken('a token with padding', ({ token }) => `${token}=`),
    ...withToken('a token in JSON', ({ token }) => {
      const [protectedHeader, payload, signature] = token.split('.');
      return JSON.stringify({ protected: protectedHeader, payload, signature });
    }),
    ...withHeaders('two tokens', ({ token }) => ({ authorization: [`Bearer ${token}`, `Bearer ${token}`] })),
    ...withHeaders('a token in a cookie', ({ token }) => ({ cookie: `access_token=${token}` })),
    ...withHeaders('a token under Basic', ({ token }) => ({ authorization: `Basic ${token}` })),
    ...withHeaders('nothing', () => ({})),
    ...doors.map(
      (door): Attack<Facts> => ({
        name: `a token in the address, at ${door}`,
        request: ({ bank, token }) => knock(bank, door, {}, `?access_token=${token}`),
      }),
    ),
    {
      name: 'a token of before a sign-out everywhere, where freshness is demanded',
      request: ({ bank, signedOut }) => knock(bank, 'POST /transfers', authorization(signedOut)),
    },
  ],
};

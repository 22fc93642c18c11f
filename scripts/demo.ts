/**
 * `npm run demo`: plays the bank's story against the running bank (`npm start`), with real clients, and prints what was
 * accepted and what was refused. Fails when an answer is not the one that the story expects.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { act, type Scene } from './bank/act.ts';
import { readDemoFile } from './bank/demo-file.ts';
import { cognitoOf } from './bank/sdk-clients.ts';
import { serviceToken } from './bank/service-token.ts';
import { signIn } from './bank/sign-in.ts';
import { signInBySrp } from './bank/sign-in-by-srp.ts';
import { trust } from './bank/trust.ts';
import { failPlainly } from './fail-plainly.ts';
import { httpsClient } from './https-client.ts';

failPlainly();
const demo = readDemoFile(process.env['PORTCULLIS_STATE'] ?? '.portcullis');
trust(demo.caFile);
const client = httpsClient(demo.apiUrl, demo.caFile);
const cognito = cognitoOf(demo);
const { alice, bob, olivia } = demo.users;

const aliceTokens = await signInBySrp(demo, alice);
const bobTokens = await signIn(cognito, demo.clients.cli.clientId, bob);
const oliviaTokens = await signIn(cognito, demo.clients.cli.clientId, olivia);
const service = await serviceToken(demo);
console.log(
  'Signed in: alice (SRP, amazon-cognito-identity-js), bob and olivia (AWS SDK), a service (openid-client)\n',
);

const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });
const asAlice = bearer(aliceTokens.accessToken);
const asBob = bearer(bobTokens.AccessToken);
const [household = '', savings = ''] = alice.accounts;
const [everyday = ''] = bob.accounts;
const key = randomUUID();
const inventedKey = demo.partner.apiKey.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
const transfer = { from: household, to: everyday, amount: 2_500, currency: 'EUR', reference: 'Rent, November' };
const pay = (body: unknown, headers: Readonly<Record<string, string>> = { 'idempotency-key': randomUUID() }) =>
  ({ method: 'POST', path: '/transfers', headers: { ...asAlice, ...headers }, body }) as const;

const asOlivia = bearer(oliviaTokens.AccessToken);
const newKey = {
  name: 'Acme Ltd',
  purpose: 'Shows our rates to its customers',
  scopes: ['bank/rates.read'],
  roles: ['partner'],
  expiresInDays: 90,
};
const issueKey = (body: unknown, headers: Readonly<Record<string, string>> = asOlivia) =>
  ({ method: 'POST', path: '/api-keys', headers, body }) as const;
/** What scenes learn from earlier ones. */
const kept = { transferId: '', firstKeyId: '', firstKey: '', secondKey: '' };
const rotateKey = {
  method: 'POST',
  path: () => `/api-keys/${kept.firstKeyId}/rotate`,
  headers: asOlivia,
  body: { graceSeconds: 60 },
} as const;
const issued = z.object({ keyId: z.string(), apiKey: z.string() });

const scenes: readonly Scene[] = [
  { title: 'Anyone' },
  { does: 'asks how the bank is', path: '/health', expect: { status: 200 } },
  { does: 'reads the documentation', path: '/openapi.json', expect: { status: 200 } },
  {
    does: 'asks for accounts without credentials',
    path: '/accounts',
    expect: { status: 401, code: 'unauthenticated' },
  },
  { does: 'looks for another door', path: '/admin', expect: { status: 403, code: 'unknown-route' } },

  { title: 'Alice, a customer' },
  { does: 'sees who she is', path: '/me', headers: asAlice, expect: { status: 200 } },
  { does: 'lists her accounts', path: '/accounts', headers: asAlice, expect: { status: 200 } },
  {
    does: 'pays Bob',
    ...pay(transfer, { 'idempotency-key': key }),
    expect: { status: 201 },
    keep: (json) => {
      kept.transferId = z.object({ transferId: z.string() }).parse(json).transferId;
    },
  },
  {
    does: 'looks at the payment',
    path: () => `/transfers/${kept.transferId}`,
    headers: asAlice,
    expect: { status: 200 },
  },
  {
    does: 'sends the same request again: nothing moves',
    ...pay(transfer, { 'idempotency-key': key }),
    expect: { status: 201 },
  },
  {
    does: 'uses the same key for another payment',
    ...pay({ ...transfer, amount: 1 }, { 'idempotency-key': key }),
    expect: { status: 422, code: 'idempotency-key-reused' },
  },
  { does: 'forgets the idempotency key', ...pay(transfer, {}), expect: { status: 400 } },
  {
    does: 'pays more than she has',
    ...pay({ ...transfer, amount: 900_000_000 }),
    expect: { status: 422, code: 'insufficient-funds' },
  },
  {
    does: 'pays Bob 1,500.00, which needs a one-time password',
    ...pay({ ...transfer, amount: 150_000 }),
    expect: { status: 403, code: 'approval-required' },
  },
  {
    does: 'pays somebody whom she never registered',
    ...pay({ ...transfer, to: 'acc_00000000000000000000000000' }),
    expect: { status: 403, code: 'approval-required' },
  },
  { does: 'lists her payees', path: '/payees', headers: asAlice, expect: { status: 200 } },
  {
    does: 'adds a key that nobody declared',
    ...pay({ ...transfer, admin: true }),
    expect: { status: 400, code: 'invalid-request' },
  },
  {
    does: 'pays a negative amount',
    ...pay({ ...transfer, amount: -5 }),
    expect: { status: 400, code: 'invalid-request' },
  },
  {
    does: "pays from Bob's account",
    ...pay({ ...transfer, from: everyday, to: savings }),
    expect: { status: 404, code: 'not-found' },
  },
  {
    does: "looks at Bob's account",
    path: `/accounts/${everyday}`,
    headers: asAlice,
    expect: { status: 404, code: 'not-found' },
  },
  {
    does: 'looks at an account that does not exist: the same answer',
    path: '/accounts/acc_00000000000000000000000000',
    headers: asAlice,
    expect: { status: 404, code: 'not-found' },
  },
  { does: 'lists all customers', path: '/customers', headers: asAlice, expect: { status: 403, code: 'access-denied' } },
  {
    does: 'issues herself a key',
    ...issueKey(newKey, asAlice),
    expect: { status: 403, code: 'access-denied' },
  },
  {
    does: 'sends her ID token instead',
    path: '/me',
    headers: bearer(aliceTokens.idToken),
    expect: { status: 401, code: 'unauthenticated' },
  },
  {
    does: 'tampers with her token',
    path: '/me',
    headers: bearer(`${aliceTokens.accessToken.slice(0, -8)}AAAAAAAA`),
    expect: { status: 401, code: 'unauthenticated' },
  },
  {
    does: 'injects SQL',
    path: `/accounts?limit=${encodeURIComponent("1' OR '1'='1")}`,
    headers: asAlice,
    expect: { status: 403, code: 'refused-by-firewall' },
  },
  {
    does: 'injects a script',
    path: `/accounts?cursor=${encodeURIComponent('<script>alert(1)</script>')}`,
    headers: asAlice,
    expect: { status: 403, code: 'refused-by-firewall' },
  },
  {
    does: 'sends two megabytes',
    method: 'POST',
    path: '/accounts',
    headers: { ...asAlice, 'content-type': 'application/json' },
    body: `{"name":"${'a'.repeat(2 * 1024 * 1024)}"}`,
    expect: { status: 413, code: 'body-too-large' },
  },
  {
    does: 'sends a form',
    method: 'POST',
    path: '/accounts',
    headers: { ...asAlice, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'name=Savings',
    expect: { status: 415, code: 'unsupported-media-type' },
  },

  { title: 'Bob, another customer' },
  { does: 'sees the payment', path: `/accounts/${everyday}/transactions`, headers: asBob, expect: { status: 200 } },

  { title: 'Olivia, an operator' },
  {
    does: 'lists the customers',
    path: '/customers',
    headers: asOlivia,
    expect: { status: 200 },
  },
  {
    does: 'looks at an account',
    path: `/accounts/${everyday}`,
    headers: asOlivia,
    expect: { status: 403 },
  },
  {
    does: 'issues a key for a partner',
    ...issueKey(newKey),
    expect: { status: 201 },
    keep: (json) => {
      const { keyId, apiKey } = issued.parse(json);
      kept.firstKeyId = keyId;
      kept.firstKey = apiKey;
    },
  },
  {
    does: 'issues a key with her own role',
    ...issueKey({ ...newKey, roles: ['operator'] }),
    expect: { status: 400, code: 'invalid-request' },
  },
  {
    does: 'replaces the key; the old one works for another minute',
    ...rotateKey,
    expect: { status: 201 },
    keep: (json) => {
      kept.secondKey = issued.parse(json).apiKey;
    },
  },
  { does: 'replaces it once more', ...rotateKey, expect: { status: 409, code: 'api-key-replaced' } },
  {
    does: 'revokes it before the minute is over',
    method: 'DELETE',
    path: () => `/api-keys/${kept.firstKeyId}`,
    headers: asOlivia,
    expect: { status: 204 },
  },
  { does: 'lists the keys', path: '/api-keys', headers: asOlivia, expect: { status: 200 } },
  { does: 'looks for Bob', path: '/users?email=bob', headers: asOlivia, expect: { status: 200 } },
  {
    does: 'shuts herself out',
    method: 'POST',
    path: `/users/${olivia.subject}/disable`,
    headers: asOlivia,
    expect: { status: 409, code: 'own-user' },
  },

  { title: 'A service' },
  {
    does: 'uses its client credentials where a customer is needed',
    path: '/accounts',
    headers: bearer(service),
    expect: { status: 403 },
  },

  { title: 'A partner' },
  {
    does: 'asks for rates with an invented key',
    path: '/rates',
    headers: { 'x-api-key': inventedKey },
    expect: { status: 401 },
  },
  {
    does: 'asks for rates with the key that was revoked',
    path: '/rates',
    headers: () => ({ 'x-api-key': kept.firstKey }),
    expect: { status: 401 },
  },
  {
    does: 'asks for rates with its successor',
    path: '/rates',
    headers: () => ({ 'x-api-key': kept.secondKey }),
    expect: { status: 200 },
  },
  {
    does: 'asks for rates 80 times at once; each client has a burst of 60',
    path: '/rates',
    headers: { 'x-api-key': demo.partner.apiKey },
    times: 80,
    expect: { status: 429 },
  },
];

const unexpected = await act(client, scenes);
client.close();
cognito.destroy();
console.log(
  unexpected === 0 ? '\nThe bank answered as it should.' : `\n${unexpected} answers were not the expected ones.`,
);
process.exitCode = unexpected === 0 ? 0 : 1;

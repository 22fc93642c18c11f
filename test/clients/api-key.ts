import assert from 'node:assert/strict';
import { generateApiKey } from '../../lib/handler/index.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { curl } from './curl.ts';
import { issueKey, revokeKey } from './issue.ts';
import type { Attack, SchemeClients } from './scheme-clients.ts';

interface Facts {
  readonly bank: RunningBank;
  readonly apiKey: string;
  readonly otherKey: string;
  readonly revoked: string;
  readonly elsewhere: string;
  readonly forPosts: string;
  readonly replaced: string;
  readonly meteringKeyOfAws: string;
}

const path = '/rates';

async function prepare(bank: RunningBank): Promise<Facts> {
  const [mine, other, revoked, elsewhere, forPosts, replaced] = await Promise.all([
    issueKey(bank),
    issueKey(bank),
    issueKey(bank),
    issueKey(bank, { allowedCidrs: ['203.0.113.0/24'] }),
    issueKey(bank, { allowedMethods: ['POST'] }),
    issueKey(bank),
  ]);
  await revokeKey(bank, revoked.keyId);
  const rotation = { method: 'POST', body: { graceSeconds: 0 } };
  assert.equal((await bank.as('olivia', `/api-keys/${replaced.keyId}/rotate`, rotation)).status, 201);
  const keys = { apiKey: mine.apiKey, otherKey: other.apiKey, revoked: revoked.apiKey, replaced: replaced.apiKey };
  return { bank, ...keys, elsewhere: elsewhere.apiKey, forPosts: forPosts.apiKey, meteringKeyOfAws: 'm'.repeat(40) };
}

const send = ({ bank }: Facts, value: string | readonly string[], target = path) =>
  bank.client.call(target, { headers: { 'x-api-key': value } });

const withKey = (name: string, key: (facts: Facts) => string | readonly string[]): Attack<Facts> => ({
  name,
  request: (facts) => send(facts, key(facts)),
  expected: { status: 401, code: 'unauthenticated', challenge: /^ApiKey realm="portcullis-bank"/ },
});

/** The parts of a key: prefix, kind, id, and secret with checksum. */
const parts = (key: string) => key.split('_');

export const apiKeyClients: SchemeClients<Facts> = {
  name: 'api-key',
  prepare,
  visits: [
    {
      name: 'curl with a key',
      async visit({ bank: { demo }, apiKey }) {
        const { status, headers, text } = await curl(
          demo.caFile,
          '-H',
          `X-API-Key: ${apiKey}`,
          `${demo.apiUrl}${path}`,
        );
        assert.equal(status, 200, text);
        assert.match(String(headers['ratelimit']), /^"burst";r=\d+/);
      },
    },
    {
      name: 'a client that may also bring a token',
      visit: async (facts) => assert.equal((await send(facts, facts.apiKey, '/rates/CHF')).status, 200),
    },
  ],
  attacks: [
    { name: 'no key', request: ({ bank }) => bank.client.call(path) },
    withKey('an empty key', () => ''),
    withKey('a key that was never issued', () => generateApiKey('live').key),
    withKey('a test key', () => generateApiKey('test').key),
    withKey('a key cut short', ({ apiKey }) => apiKey.slice(0, -1)),
    withKey('a key with more behind it', ({ apiKey }) => `${apiKey}0`),
    withKey('a key in another case', ({ apiKey }) => apiKey.toUpperCase()),
    withKey('a wrong checksum', ({ apiKey }) => `${apiKey.slice(0, -6)}000000`),
    withKey('the secret of another key', ({ apiKey, otherKey }) =>
      [...parts(apiKey).slice(0, 3), parts(otherKey)[3]].join('_'),
    ),
    withKey('the id alone', ({ apiKey }) => parts(apiKey)[2] ?? ''),
    withKey('a revoked key', ({ revoked }) => revoked),
    withKey('a key that was replaced', ({ replaced }) => replaced),
    withKey('a key that is for other addresses', ({ elsewhere }) => elsewhere),
    withKey('a key that is for other methods', ({ forPosts }) => forPosts),
    withKey("a value of the gateway's own kind", ({ meteringKeyOfAws }) => meteringKeyOfAws),
    withKey('two keys', ({ apiKey }) => [apiKey, apiKey]),
    withKey('two keys in one header', ({ apiKey }) => `${apiKey}, ${apiKey}`),
    {
      name: 'a key as a bearer token',
      request: ({ bank, apiKey }) => bank.client.call(path, { headers: { authorization: `Bearer ${apiKey}` } }),
    },
    {
      name: 'a key in the address',
      request: ({ bank, apiKey }) => bank.client.call(`${path}?x-api-key=${apiKey}`),
    },
    {
      name: 'a key, and a token that nobody can read beside it',
      request: ({ bank, apiKey }) =>
        bank.client.call('/rates/CHF', { headers: { 'x-api-key': apiKey, authorization: 'Bearer a b' } }),
    },
    {
      name: 'a key and a token at once, where either will do',
      request: async ({ bank, apiKey }) => {
        const headers = { 'x-api-key': apiKey, authorization: `Bearer ${await bank.token('alice')}` };
        return bank.client.call('/rates/CHF', { headers });
      },
    },
  ],
};

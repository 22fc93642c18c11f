import assert from 'node:assert/strict';
import { generateApiKey } from '../../lib/handler/index.ts';
import type { RunningBank } from '../http/running-bank.ts';
import { curl } from './curl.ts';
import { issueKey, revokeKey } from './issue.ts';
import type { Attack, SchemeClients } from './scheme-clients.ts';

interface Facts {
  readonly bank: RunningBank;
  readonly url: string;
  readonly keyId: string;
  readonly apiKey: string;
  readonly other: { readonly keyId: string; readonly apiKey: string };
  readonly revoked: { readonly keyId: string; readonly apiKey: string };
  readonly elsewhere: { readonly keyId: string; readonly apiKey: string };
}

const path = '/legacy/rates';

async function prepare(bank: RunningBank): Promise<Facts> {
  const [mine, other, revoked, elsewhere] = await Promise.all([
    issueKey(bank),
    issueKey(bank),
    issueKey(bank),
    issueKey(bank, { allowedCidrs: ['203.0.113.0/24'] }),
  ]);
  await revokeKey(bank, revoked.keyId);
  return { bank, url: `${bank.demo.apiUrl}${path}`, ...mine, other, revoked, elsewhere };
}

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');

const send = ({ bank }: Facts, authorization: string | readonly string[], target = path) =>
  bank.client.call(target, { headers: { authorization } });

/** An attack that sends these credentials. */
const credentials = (name: string, text: (facts: Facts) => string | Buffer): Attack<Facts> => ({
  name,
  request: (facts) => send(facts, `Basic ${base64(text(facts))}`),
});

/** An attack that sends this header. */
const header = (name: string, value: (facts: Facts) => string | readonly string[]): Attack<Facts> => ({
  name,
  request: (facts) => send(facts, value(facts)),
});

const right = ({ keyId, apiKey }: Facts) => base64(`${keyId}:${apiKey}`);

export const basicClients: SchemeClients<Facts> = {
  name: 'basic',
  prepare,
  visits: [
    {
      name: 'curl -u',
      async visit({ bank, url, keyId, apiKey }) {
        const { status, text } = await curl(bank.demo.caFile, '-u', `${keyId}:${apiKey}`, url);
        assert.equal(status, 200, text);
      },
    },
    {
      name: 'nobody without credentials, whom it challenges by both schemes',
      async visit({ bank, url }) {
        const { status, headers } = await curl(bank.demo.caFile, url);
        assert.equal(status, 401);
        assert.match(
          String(headers['www-authenticate']),
          /^Basic realm="portcullis-bank", charset="UTF-8", Digest realm="portcullis-bank", nonce="[\w-]{48}", algorithm=SHA-256, qop="auth"/,
        );
      },
    },
    {
      name: 'a client that spells the scheme in another case',
      visit: async (facts) => assert.equal((await send(facts, `bAsIc ${right(facts)}`)).status, 200),
    },
  ],
  attacks: [
    { name: 'no credentials', request: ({ bank }) => bank.client.call(path) },
    credentials('a key of another user', ({ keyId, other }) => `${keyId}:${other.apiKey}`),
    credentials('the user id of another key', ({ apiKey, other }) => `${other.keyId}:${apiKey}`),
    credentials('a truncated key', ({ keyId, apiKey }) => `${keyId}:${apiKey.slice(0, -1)}`),
    credentials(
      'a key with one letter changed',
      ({ keyId, apiKey }) => `${keyId}:${apiKey.slice(0, -9)}0${apiKey.slice(-8)}`,
    ),
    credentials('a well-formed key that was never issued', () => {
      const { keyId, key } = generateApiKey('live');
      return `${keyId}:${key}`;
    }),
    credentials('a secret of another key under the id of this one', ({ keyId }) => {
      const { key } = generateApiKey('live');
      return `${keyId}:${key}`;
    }),
    credentials('a revoked key', ({ revoked }) => `${revoked.keyId}:${revoked.apiKey}`),
    credentials(
      'a key from an address that it is not for',
      ({ elsewhere }) => `${elsewhere.keyId}:${elsewhere.apiKey}`,
    ),
    credentials('no colon', ({ apiKey }) => apiKey),
    credentials('no user id', ({ apiKey }) => `:${apiKey}`),
    credentials('no password', ({ keyId }) => `${keyId}:`),
    credentials(
      'the password of a person',
      ({ bank }) => `${bank.demo.users.alice.username}:${bank.demo.users.alice.password}`,
    ),
    credentials('a control character behind the key', ({ keyId, apiKey }) => `${keyId}:${apiKey}\n`),
    credentials('bytes that are no UTF-8', ({ keyId }) =>
      Buffer.concat([Buffer.from(`${keyId}:`), Buffer.from([0xff])]),
    ),
    header('what is no base64', ({ keyId, apiKey }) => `Basic ${keyId}:${apiKey}`),
    header('no token', () => 'Basic'),
    header('two tokens', (facts) => `Basic ${right(facts)} ${right(facts)}`),
    header('two headers, both good', (facts) => [`Basic ${right(facts)}`, `Basic ${right(facts)}`]),
    header('two schemes in one header', (facts) => `Basic ${right(facts)}, Digest username="x"`),
    header('the token as Bearer', (facts) => `Bearer ${right(facts)}`),
    {
      name: 'the key in the header of another scheme',
      request: ({ bank, apiKey }) => bank.client.call(path, { headers: { 'x-api-key': apiKey } }),
    },
    {
      name: 'credentials for a proxy',
      request: (facts) => facts.bank.client.call(path, { headers: { 'proxy-authorization': `Basic ${right(facts)}` } }),
    },
    {
      name: 'credentials in the query',
      request: (facts) => facts.bank.client.call(`${path}?authorization=Basic%20${encodeURIComponent(right(facts))}`),
    },
    {
      name: 'an endpoint that takes the key in its header only',
      request: (facts) => send(facts, `Basic ${right(facts)}`, '/rates'),
    },
  ],
};

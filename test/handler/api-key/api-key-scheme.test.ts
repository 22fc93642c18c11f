import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import {
  type ApiKeyOptions,
  type ApiKeyRecord,
  apiKeyScheme,
  basicScheme,
  createAuthorizer,
  generateApiKey,
  hashApiKey,
  type Scheme,
  toPeppers,
} from '../../../lib/handler/index.ts';
import { authorizerEvent } from '../support/authorizer-event.ts';

mock.method(console, 'log', () => {});
process.env['POWERTOOLS_SERVICE_NAME'] = 'bank';
const peppers = toPeppers('p'.repeat(64));
const { key: pepper } = peppers.newest;
const apiKey = generateApiKey('live');
const good: ApiKeyRecord = {
  hash: hashApiKey(apiKey, pepper),
  status: 'active',
  client: 'acme',
  scopes: ['bank/rates.read', 'bank/other'],
  roles: ['partner'],
  expiresAtSeconds: 1_000,
  allowedCidrs: [],
  allowedMethods: [],
};

const optionsFor = (record: ApiKeyRecord | undefined, nowSeconds: number): ApiKeyOptions => ({
  load: async (keyId) => (keyId === apiKey.keyId ? record : undefined),
  peppers: async () => peppers,
  meteringKey: async () => 'metering',
  nowSeconds: () => nowSeconds,
});

type Sent = Readonly<Record<string, readonly string[]>>;

const authorizeBy =
  (toScheme: (options: ApiKeyOptions) => Scheme) =>
  (sent: Sent, record: ApiKeyRecord | undefined = good, nowSeconds = 999) =>
    createAuthorizer(toScheme(optionsFor(record, nowSeconds)))(authorizerEvent(sent));

const basicHeader = (userId: string, password: string): Sent => ({
  Authorization: [`Basic ${Buffer.from(`${userId}:${password}`).toString('base64')}`],
});

const carriers = [
  {
    scheme: 'apiKey',
    authorize: authorizeBy(apiKeyScheme),
    carry: (key: string): Sent => ({ 'X-Api-Key': [key] }),
    challenge: 'ApiKey realm="bank", header="x-api-key"',
  },
  {
    scheme: 'basic',
    authorize: authorizeBy(basicScheme),
    carry: (key: string): Sent => basicHeader(key.split('_')[2] ?? '', key),
    challenge: 'Basic realm="bank", charset="UTF-8"',
  },
] as const;

for (const { scheme, authorize, carry, challenge } of carriers) {
  const sent = carry(apiKey.key);

  describe(`an API key carried by ${scheme}`, () => {
    it('costs as much when its id is not known as when its secret is wrong', async () => {
      const asked: unknown[] = [];
      const askedFor = async <Value>(value: Value) => {
        asked.push(value);
        return value;
      };
      const toScheme = scheme === 'apiKey' ? apiKeyScheme : basicScheme;
      for (const record of [undefined, { ...good, hash: hashApiKey(generateApiKey('live'), pepper) }]) {
        const options = { ...optionsFor(record, 999), peppers: () => askedFor(peppers) };
        const { policyDocument } = await createAuthorizer(toScheme(options))(authorizerEvent(sent));
        assert.equal(policyDocument.Statement[0].Effect, 'Deny');
      }
      assert.equal(asked.length, 2);
    });

    it('names its caller, the client it belongs to, and is metered by the gateway own key', async () => {
      const { principalId, context, usageIdentifierKey } = await authorize(sent);
      assert.deepEqual([principalId, usageIdentifierKey], [apiKey.keyId, 'metering']);
      const expected = { scheme, subject: apiKey.keyId, client: 'acme', roles: 'partner' };
      assert.deepEqual(context, { ...expected, scopes: 'bank/rates.read bank/other' });
    });

    it('is a client of its own where nobody is named', async () => {
      const { client, ...record } = good;
      assert.equal((await authorize(sent, record)).context['client'], apiKey.keyId);
    });

    it('may be used with the methods and from the addresses that it is for', async () => {
      const allowedCidrs = ['203.0.113.0/24', '198.51.100.0/24', '2001:db8::/32'];
      const { principalId } = await authorize(sent, { ...good, allowedCidrs, allowedMethods: ['POST', 'GET'] });
      assert.equal(principalId, apiKey.keyId);
    });

    const other = generateApiKey('live');
    const cases: readonly [string, () => ReturnType<typeof authorize>][] = [
      ['no key', () => authorize({})],
      [
        'two keys',
        () => authorize(Object.fromEntries(Object.entries(sent).map(([name, [one = '']]) => [name, [one, one]]))),
      ],
      ['a mistyped key', () => authorize(carry(`${apiKey.key.slice(0, -1)}!`))],
      ['a key that was never issued', () => authorize(carry(other.key))],
      ['a key whose hash is another', () => authorize(sent, { ...good, hash: hashApiKey(other, pepper) })],
      ['a revoked key', () => authorize(sent, { ...good, status: 'revoked' })],
      ['an expired key', () => authorize(sent, good, 1_000)],
      ['a key whose expiry is unreadable', () => authorize(sent, { ...good, expiresAtSeconds: Number.NaN })],
      ['a key that is for other methods', () => authorize(sent, { ...good, allowedMethods: ['POST'] })],
      ['a key that is for other addresses', () => authorize(sent, { ...good, allowedCidrs: ['198.51.101.0/24'] })],
      ['a key that is for the other family', () => authorize(sent, { ...good, allowedCidrs: ['2001:db8::/32'] })],
      ...['198.51.100.7', '198.51.100.0/', '198.51.100.0/33', '/24', 'everywhere'].map(
        (cidr) =>
          [`a key whose block is ${cidr}`, () => authorize(sent, { ...good, allowedCidrs: [cidr] })] as [
            string,
            () => ReturnType<typeof authorize>,
          ],
      ),
    ];
    for (const [what, act] of cases) {
      it(`denies ${what}, always in the same words`, async () => {
        const { principalId, policyDocument, context } = await act();
        assert.equal(policyDocument.Statement[0].Effect, 'Deny');
        assert.deepEqual([principalId, context], ['nobody', { challenge }]);
      });
    }
  });
}

describe('Basic authentication', () => {
  const { authorize } = carriers[1];
  const cases: readonly [string, Sent][] = [
    ['a user id that is not the one of the key', basicHeader('AAAAAAAAAAAA', apiKey.key)],
    ['no user id', basicHeader('', apiKey.key)],
    ['a password that is no key', basicHeader(apiKey.keyId, 'correct horse battery staple')],
    ['a key as the user id', basicHeader(apiKey.key, '')],
    ['the key as a bearer token', { Authorization: [`Bearer ${apiKey.key}`] }],
    ['what is no base64', { Authorization: [`Basic ${apiKey.keyId}:${apiKey.key}`] }],
  ];
  for (const [what, sent] of cases) {
    it(`denies ${what}`, async () => {
      assert.equal((await authorize(sent)).policyDocument.Statement[0].Effect, 'Deny');
    });
  }
});

describe('the store of API keys', () => {
  it('is not asked for a text that is no key', async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      return good;
    };
    await createAuthorizer(apiKeyScheme({ ...optionsFor(good, 0), load }))(
      authorizerEvent({ 'x-api-key': ['pcl_live_nonsense'] }),
    );
    assert.equal(loads, 0);
  });

  it('or the vault being down is not hidden behind a refusal', async () => {
    const options = { ...optionsFor(good, 0), peppers: () => Promise.reject(new Error('vault')) };
    const authorize = createAuthorizer(apiKeyScheme(options));
    await assert.rejects(authorize(authorizerEvent({ 'x-api-key': [apiKey.key] })), { message: 'vault' });
  });
});

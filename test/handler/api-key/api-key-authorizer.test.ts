import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ApiKeyRecord } from '../../../lib/handler/index.ts';
import { apiKeyAuthorizer, generateApiKey, hashApiKey, toPepper } from '../../../lib/handler/index.ts';

const pepper = toPepper('p'.repeat(64));
const apiKey = generateApiKey('live');
const good: ApiKeyRecord = {
  hash: hashApiKey(apiKey, pepper),
  status: 'active',
  scopes: ['bank/rates.read', 'bank/other'],
  roles: ['partner'],
  expiresAtSeconds: 1_000,
};

const authorize = (
  sent: Readonly<Record<string, readonly string[]>>,
  record: ApiKeyRecord | undefined = good,
  nowSeconds = 999,
) =>
  apiKeyAuthorizer({
    load: async (keyId) => (keyId === apiKey.keyId ? record : undefined),
    pepper: async () => pepper,
    meteringKey: async () => 'metering',
    nowSeconds: () => nowSeconds,
  })({
    methodArn: 'arn:aws:execute-api:eu-central-1:123456789012:abc123/live/GET/rates',
    multiValueHeaders: sent,
  });

describe('the API key authorizer', () => {
  it('allows the whole stage, names the caller and meters by the gateway own key', async () => {
    assert.deepEqual(await authorize({ 'x-api-key': [apiKey.key] }), {
      principalId: apiKey.keyId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: 'arn:aws:execute-api:eu-central-1:123456789012:abc123/live/*/*',
          },
        ],
      },
      context: {
        scheme: 'apiKey',
        subject: apiKey.keyId,
        scopes: 'bank/rates.read bank/other',
        roles: 'partner',
      },
      usageIdentifierKey: 'metering',
    });
  });

  const sent = { 'X-Api-Key': [apiKey.key] };
  const cases: readonly [string, () => Promise<unknown>][] = [
    ['no key', () => authorize({})],
    ['two keys', () => authorize({ 'X-Api-Key': [apiKey.key, apiKey.key] })],
    ['two headers', () => authorize({ 'X-Api-Key': [apiKey.key], 'x-api-key': ['other'] })],
    ['a mistyped key', () => authorize({ 'X-Api-Key': [`${apiKey.key.slice(0, -1)}!`] })],
    ['a key that was never issued', () => authorize({ 'X-Api-Key': [generateApiKey('live').key] })],
    [
      'a key whose hash is another',
      () => authorize(sent, { ...good, hash: hashApiKey(generateApiKey('live'), pepper) }),
    ],
    ['a revoked key', () => authorize(sent, { ...good, status: 'revoked' })],
    ['an expired key', () => authorize(sent, good, 1_000)],
    ['a key whose expiry is unreadable', () => authorize(sent, { ...good, expiresAtSeconds: Number.NaN })],
  ];
  for (const [what, act] of cases) {
    it(`answers exactly Unauthorized to ${what}`, () => assert.rejects(act, { message: 'Unauthorized' }));
  }

  it('looks nothing up for a text that is no key', async () => {
    let loads = 0;
    const authorizer = apiKeyAuthorizer({
      load: async () => {
        loads += 1;
        return good;
      },
      pepper: async () => pepper,
      meteringKey: async () => 'metering',
    });
    const event = { methodArn: 'arn:a/live/GET/rates', multiValueHeaders: { 'x-api-key': ['pcl_live_nonsense'] } };
    await assert.rejects(authorizer(event), { message: 'Unauthorized' });
    assert.equal(loads, 0);
  });

  it('does not hide that the vault is down behind Unauthorized', async () => {
    const authorizer = apiKeyAuthorizer({
      load: async () => good,
      pepper: () => Promise.reject(new Error('vault')),
      meteringKey: async () => 'metering',
    });
    await assert.rejects(authorizer({ methodArn: 'arn:a/live/GET/rates', multiValueHeaders: sent }), {
      message: 'vault',
    });
  });
});

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
  allowedCidrs: [],
  allowedMethods: [],
};
const requestContext = { identity: { sourceIp: '198.51.100.7' } };

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
    requestContext,
  });

describe('the API key authorizer', () => {
  it('allows every path of the stage, names the caller and meters by the gateway own key', async () => {
    assert.deepEqual(await authorize({ 'x-api-key': [apiKey.key] }), {
      principalId: apiKey.keyId,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Action: 'execute-api:Invoke',
            Effect: 'Allow',
            Resource: ['arn:aws:execute-api:eu-central-1:123456789012:abc123/live/*/*'],
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
    ['a key that is for other addresses', () => authorize(sent, { ...good, allowedCidrs: ['198.51.101.0/24'] })],
    [
      'a key that is for addresses of the other family',
      () => authorize(sent, { ...good, allowedCidrs: ['2001:db8::/32'] }),
    ],
    ...['198.51.100.7', '198.51.100.0/', '198.51.100.0/33', '/24', 'everywhere'].map(
      (cidr) =>
        [`a key whose block is ${cidr}`, () => authorize(sent, { ...good, allowedCidrs: [cidr] })] as [
          string,
          () => Promise<unknown>,
        ],
    ),
  ];
  for (const [what, act] of cases) {
    it(`answers exactly Unauthorized to ${what}`, () => assert.rejects(act, { message: 'Unauthorized' }));
  }

  it('takes a key from the addresses that it is for', async () => {
    const record = { ...good, allowedCidrs: ['203.0.113.0/24', '198.51.100.0/24', '2001:db8::/32'] };
    assert.equal((await authorize(sent, record)).principalId, apiKey.keyId);
  });

  it('allows a key the methods that it is for', async () => {
    const { policyDocument } = await authorize(sent, { ...good, allowedMethods: ['GET', 'POST'] });
    const stage = 'arn:aws:execute-api:eu-central-1:123456789012:abc123/live';
    assert.deepEqual(policyDocument.Statement[0].Resource, [`${stage}/GET/*`, `${stage}/POST/*`]);
  });

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
    const multiValueHeaders = { 'x-api-key': ['pcl_live_nonsense'] };
    const event = { methodArn: 'arn:a/live/GET/rates', multiValueHeaders, requestContext };
    await assert.rejects(authorizer(event), { message: 'Unauthorized' });
    assert.equal(loads, 0);
  });

  it('does not hide that the vault is down behind Unauthorized', async () => {
    const authorizer = apiKeyAuthorizer({
      load: async () => good,
      pepper: () => Promise.reject(new Error('vault')),
      meteringKey: async () => 'metering',
    });
    await assert.rejects(authorizer({ methodArn: 'arn:a/live/GET/rates', multiValueHeaders: sent, requestContext }), {
      message: 'vault',
    });
  });
});

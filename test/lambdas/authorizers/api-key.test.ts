import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type AttributeValue, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  type AuthorizerEvent,
  type AuthorizerResult,
  generateApiKey,
  hashApiKey,
  toPepper,
} from '../../../lib/handler/index.ts';
import { createSecretsManager } from '../../../lib/local/secrets-manager/index.ts';
import { testEnvironment } from '../../local/support/environment.ts';
import { serve } from '../../local/support/serve.ts';
import { isAllowed, keyEvent } from '../api-keys/serve-keys.ts';
import { serveLedger } from '../ledger-server.ts';

const pepper = 'p'.repeat(64);
const apiKey = generateApiKey('live');
const tables = await serveLedger();
const vault = createSecretsManager({ environment: testEnvironment('unused'), memory: true });
let secrets: Awaited<ReturnType<typeof serve>>;
let authorize: (event: AuthorizerEvent) => Promise<AuthorizerResult>;

before(async () => {
  const declare = (name: string, text: string) =>
    vault.declareSecret({ name, arnSuffix: 'abcdef', tags: [], value: { kind: 'given', text } }).arn;
  Object.assign(process.env, {
    API_KEY_PEPPER_SECRET: declare('pepper', pepper),
    METERING_KEY_SECRET: declare('metering', 'm'.repeat(40)),
  });
  secrets = await serve(vault.api);
  process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] = secrets.endpoint;
  authorize = (await import('../../../lambdas/authorizers/api-key/handler.ts')).handler;
});
after(async () => {
  await secrets.close();
  vault.close();
  await tables.close();
});

/** Issues the key as the bank's seed does. */
const issue = (overrides: Readonly<Record<string, AttributeValue>> = {}) =>
  tables.client.send(
    new PutItemCommand({
      TableName: 'ApiKeys',
      Item: {
        keyId: { S: apiKey.keyId },
        hash: { S: hashApiKey(apiKey, toPepper(pepper)) },
        status: { S: 'active' },
        scopes: { SS: ['bank/rates.read'] },
        roles: { SS: ['partner'] },
        expiresAtSeconds: { N: String(Math.floor(Date.now() / 1_000) + 60) },
        ...overrides,
      },
    }),
  );

describe('the API key authorizer of the bank', () => {
  it('lets a partner in, whom the gateway meters by its own key', async () => {
    await issue();
    const { principalId, context, usageIdentifierKey } = await authorize(keyEvent(apiKey.key));
    assert.equal(principalId, apiKey.keyId);
    const { rateLimit, rateLimitPolicy, ...caller } = context;
    assert.equal(rateLimitPolicy, '"burst";q=60;w=60, "day";q=5000;w=86400');
    assert.match(rateLimit ?? '', /^"burst";r=59(?:;t=1)?, "day";r=4999;t=\d+$/);
    assert.deepEqual(caller, {
      scheme: 'apiKey',
      subject: apiKey.keyId,
      client: apiKey.keyId,
      scopes: 'bank/rates.read',
      roles: 'partner',
    });
    assert.equal(usageIdentifierKey, 'm'.repeat(40));
  });

  it('refuses a key as soon as it is revoked or has expired', async () => {
    await issue({ status: { S: 'revoked' } });
    assert(!isAllowed(await authorize(keyEvent(apiKey.key))));
    await issue({ expiresAtSeconds: { N: '1' } });
    assert(!isAllowed(await authorize(keyEvent(apiKey.key))));
  });

  it('refuses a key that the table does not hold, and an item that says too little', async () => {
    assert(!isAllowed(await authorize(keyEvent(generateApiKey('live').key))));
    await issue({ status: { S: '' }, hash: { S: '' } });
    assert(!isAllowed(await authorize(keyEvent(apiKey.key))));
    await issue({ expiresAtSeconds: { S: 'never' } });
    assert(!isAllowed(await authorize(keyEvent(apiKey.key))));
  });
});

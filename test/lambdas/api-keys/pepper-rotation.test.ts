import assert from 'node:assert/strict';
import { after, describe, it, mock } from 'node:test';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { apiKeyScheme, createAuthorizer, pepperRing } from '../../../lib/handler/index.ts';
import { commandsOf, isAllowed, keyEvent, serveKeys } from './serve-keys.ts';

// Before the bank's modules take their clock.
mock.timers.enable({ apis: ['Date'], now: Date.now() });
const bank = await serveKeys();
const vault = new SecretsManagerClient({});
after(async () => {
  mock.timers.reset();
  vault.destroy();
  await bank.close();
});

const { dynamodb } = await import('../../../lambdas/dynamodb.ts');
const { issueKey } = await import('../../../lambdas/api-keys/issue-key.ts');
const { rotateKey } = await import('../../../lambdas/api-keys/rotate-key.ts');
const { loadRecord } = await import('../../../lambdas/api-keys/load-record.ts');
const { peppers } = await import('../../../lambdas/api-keys/peppers.ts');
const { judgeLeak } = await import('../../../lambdas/secret-scanning/judge-leak.ts');
const { loadSecret, secretLifeMillis } = await import('../../../lambdas/load-secret.ts');

const { signal } = new AbortController();
const act = () => ({ by: 'olivia', nowSeconds: Math.floor(Date.now() / 1_000) });
const issue = () =>
  issueKey(
    { name: 'Acme', purpose: 'Rates', scopes: ['bank/rates.read'], roles: ['partner'], expiresInDays: 90 },
    act(),
    signal,
  );
const opens = async (key: string, loadPeppers = peppers): Promise<boolean> => {
  const options = { load: loadRecord, peppers: loadPeppers, meteringKey: async () => 'm' };
  return isAllowed(await createAuthorizer(apiKeyScheme(options))(keyEvent(key)));
};
/** The version that stands beside the hash of a key. */
const versionOf = async (keyId: string) => {
  const { Item } = await bank.client.send(new GetItemCommand({ TableName: 'ApiKeys', Key: { keyId: { S: keyId } } }));
  return Item?.['pepperVersion']?.N;
};
const [first, second] = ['p'.repeat(64), 'q'.repeat(64)];
/** Changes the secret, as an operator does, and waits until every instance knows. */
async function hold(secret: Readonly<Record<number, string>>): Promise<void> {
  const SecretId = process.env['API_KEY_PEPPER_SECRET'];
  await vault.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(secret) }));
}
const wait = (millis: number) => mock.timers.tick(millis);

describe('a pepper that is rotated', () => {
  it('lets old keys go on, hashes new ones by the new one, and ends the old keys when it is removed', async () => {
    const old = await issue();
    assert.deepEqual([await versionOf(old.facts.keyId), await opens(old.key)], ['1', true]);
    const behind = pepperRing(() => loadSecret('API_KEY_PEPPER_SECRET'), secretLifeMillis);
    assert.equal(await opens(old.key, behind), true);

    await hold({ 1: first, 2: second });
    wait(secretLifeMillis);
    const young = await issue();
    const successor = await rotateKey(old.facts.keyId, 600, act(), signal);
    assert('key' in successor);
    for (const { key, facts } of [young, successor]) {
      assert.deepEqual([await versionOf(facts.keyId), await opens(key)], ['2', true]);
    }
    assert.deepEqual([await versionOf(old.facts.keyId), await opens(old.key)], ['1', true]);

    await hold({ 2: second });
    wait(secretLifeMillis);
    assert.deepEqual([await opens(old.key), await opens(young.key), await opens(successor.key)], [false, true, true]);
    assert.equal((await judgeLeak({ token: old.key, type: 't' }, signal)).label, 'false_positive');
    assert.equal((await judgeLeak({ token: young.key, type: 't' }, signal)).label, 'true_positive');
  });

  it('does not make an instance refuse a key that another one hashed by a version it has not seen', async () => {
    const behind = pepperRing(() => loadSecret('API_KEY_PEPPER_SECRET'), secretLifeMillis);
    await behind();
    await hold({ 2: second, 3: 'r'.repeat(64) });
    wait(10_000);
    const ahead = pepperRing(() => loadSecret('API_KEY_PEPPER_SECRET'), secretLifeMillis);
    assert.equal((await ahead()).newest.version, 3);
    wait(secretLifeMillis - 20_000);
    await peppers(3);
    const { key, facts } = await issue();
    assert.deepEqual([await versionOf(facts.keyId), await opens(key, behind)], ['3', true]);
  });

  it('costs no lookup: a key is found by its id, whatever hashed it', async () => {
    const { key } = await issue();
    const sent = commandsOf(dynamodb);
    assert.equal(await opens(key), true);
    assert.deepEqual(sent, ['GetItemCommand']);
  });
});

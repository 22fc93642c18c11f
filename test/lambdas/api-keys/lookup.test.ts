import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { generateApiKey, secondsBetweenNotes, storedHash } from '../../../lib/handler/index.ts';
import { commandsOf, isAllowed, keyEvent, serveKeys } from './serve-keys.ts';

const bank = await serveKeys();
after(() => bank.close());

const { handler: authorize } = await import('../../../lambdas/authorizers/api-key/handler.ts');
const { noteUse } = await import('../../../lambdas/api-keys/note-use.ts');
const { issueKey } = await import('../../../lambdas/api-keys/issue-key.ts');
const { keyItem } = await import('../../../lambdas/api-keys/key-item.ts');
const { loadKey } = await import('../../../lambdas/api-keys/load-key.ts');
const { peppers } = await import('../../../lambdas/api-keys/peppers.ts');
const { dynamodb } = await import('../../../lambdas/dynamodb.ts');

const sent = commandsOf(dynamodb);
const { signal } = new AbortController();
const now = () => Math.floor(Date.now() / 1_000);
const terms = { name: 'Acme', purpose: 'Rates', scopes: ['bank/rates.read'], roles: ['partner'] } as const;
const issue = () =>
  issueKey(
    { ...terms, scopes: [...terms.scopes], roles: [...terms.roles], expiresInDays: 1 },
    { by: 'olivia', nowSeconds: now() },
    signal,
  );
const lastUse = async (keyId: string) => (await loadKey(keyId, signal))?.lastUsedAtSeconds;

/** Fills the table as if so many keys had been issued. @returns one of them */
async function fill(count: number): Promise<string> {
  const secret = await peppers();
  const limits = { allowedCidrs: [], allowedMethods: [], predecessor: undefined, client: undefined, createdBy: 'seed' };
  const life = { createdAtSeconds: now(), expiresAtSeconds: now() + 3_600 };
  const keys = Array.from({ length: count }, () => generateApiKey('live'));
  for (let at = 0; at < count; at += 25) {
    const puts = keys.slice(at, at + 25).map((apiKey) => {
      const facts = { ...terms, ...limits, ...life, keyId: apiKey.keyId, last4: apiKey.key.slice(-4) };
      const item = { ...keyItem(facts, storedHash(apiKey, secret)), lastUsedAtSeconds: { N: String(now()) } };
      return { PutRequest: { Item: item } };
    });
    const { UnprocessedItems = {} } = await bank.client.send(
      new BatchWriteItemCommand({ RequestItems: { ApiKeys: puts } }),
    );
    assert.deepEqual(UnprocessedItems, {});
  }
  return keys[Math.floor(count / 2)]?.key ?? '';
}

describe('one lookup', () => {
  it('among ten thousand keys costs one GetItem, and so does that of a key which is not there', async () => {
    const key = await fill(10_000);
    sent.length = 0;
    assert(isAllowed(await authorize(keyEvent(key))));
    // The other is the client's bucket.
    assert.deepEqual(sent, ['GetItemCommand', 'UpdateItemCommand']);
    sent.length = 0;
    assert(!isAllowed(await authorize(keyEvent(generateApiKey('live').key))));
    assert.deepEqual(sent, ['GetItemCommand']);
    sent.length = 0;
    assert(!isAllowed(await authorize(keyEvent(key.slice(0, -1)))));
    assert.deepEqual(sent, []);
  });
});

describe('the use of a key', () => {
  it('is noted with the first request, and not with those that follow', async () => {
    const { key, facts } = await issue();
    sent.length = 0;
    await authorize(keyEvent(key));
    assert.deepEqual(sent, ['GetItemCommand', 'UpdateItemCommand', 'UpdateItemCommand'], 'the note and the bucket');
    sent.length = 0;
    await authorize(keyEvent(key));
    assert.deepEqual(sent, ['GetItemCommand', 'UpdateItemCommand'], 'the bucket alone');
    assert(Math.abs(((await lastUse(facts.keyId)) ?? 0) - now()) <= 2);
  });

  it('is not noted for a key that is refused', async () => {
    const { key, facts } = await issue();
    const forged = `${key.slice(0, -49)}${generateApiKey('live').key.slice(-49)}`;
    assert(!isAllowed(await authorize(keyEvent(forged))));
    assert.equal(await lastUse(facts.keyId), undefined);
  });

  it('is noted by one of many instances, at most once in five minutes', async () => {
    const { keyId } = (await issue()).facts;
    const note = (nowSeconds: number) =>
      noteUse(keyId, nowSeconds, signal).then(
        () => 1,
        () => 0,
      );
    const at = now();
    const first = await Promise.all(Array.from({ length: 20 }, () => note(at)));
    assert.equal(first.filter(Boolean).length, 1);
    assert.equal(await note(at + secondsBetweenNotes - 1), 0);
    assert.equal(await note(at + secondsBetweenNotes), 1);
    assert.equal(await lastUse(keyId), at + secondsBetweenNotes);
  });

  it('brings no key into being', async () => {
    const { keyId } = generateApiKey('live');
    await assert.rejects(noteUse(keyId, now(), signal), { name: 'ConditionalCheckFailedException' });
    assert.equal(await loadKey(keyId, signal), undefined);
  });
});

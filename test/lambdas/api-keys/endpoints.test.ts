import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { toCursor } from '../../../lambdas/cursor.ts';
import { parseApiKey } from '../../../lib/handler/api-key/api-key.ts';
import { call, loadHandler, signedIn } from '../support.ts';
import { serveKeys } from './serve-keys.ts';

const bank = await serveKeys();
after(() => bank.close());

const olivia = '33333333-3333-4333-8333-333333333333';
const oscar = '44444444-4444-4444-8444-444444444444';
const operator = (sub = olivia) => signedIn(sub, 'operator', 'bank/api-keys.read bank/api-keys.write');
const handlers = {
  issue: await loadHandler('api-keys/issue', 'operator'),
  list: await loadHandler('api-keys/list', 'operator'),
  rotate: await loadHandler('api-keys/rotate', 'operator'),
  revoke: await loadHandler('api-keys/revoke', 'operator'),
};
const routes = {
  issue: 'POST /api-keys',
  list: 'GET /api-keys',
  rotate: 'POST /api-keys/{keyId}/rotate',
  revoke: 'DELETE /api-keys/{keyId}',
} as const;
type Who = ReturnType<typeof signedIn>;

const wanted = {
  name: 'Acme Ltd',
  purpose: 'Shows our rates to its customers',
  scopes: ['bank/rates.read'],
  roles: ['partner'],
  expiresInDays: 90,
};
const issue = (changes: object = {}, who: Who = operator()) =>
  call(handlers.issue, routes.issue, { ...who, body: JSON.stringify({ ...wanted, ...changes }) });
const list = (query: Readonly<Record<string, string>> = {}, who: Who = operator()) =>
  call(handlers.list, routes.list, {
    ...who,
    multiValueQueryStringParameters: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
  });
const rotate = (keyId: string, graceSeconds: unknown = 60, who: Who = operator()) =>
  call(handlers.rotate, routes.rotate, { ...who, pathParameters: { keyId }, body: JSON.stringify({ graceSeconds }) });
const revoke = (keyId: string, who: Who = operator()) =>
  call(handlers.revoke, routes.revoke, { ...who, multiValueHeaders: {}, pathParameters: { keyId } });
const listed = async (keyId: string) =>
  (await list()).body.items.find((each: { readonly keyId: string }) => each.keyId === keyId);

describe('POST /api-keys', () => {
  it('shows a new key once, and nobody keeps the answer', async () => {
    const { status, headers, body } = await issue({ allowedCidrs: ['198.51.100.0/24'], allowedMethods: ['GET'] });
    assert.equal(status, 201);
    assert.equal(headers['Cache-Control'], 'no-store');
    const { apiKey, createdAt, expiresAt, ...view } = body;
    const { keyId } = view;
    assert.equal(parseApiKey(apiKey)?.keyId, keyId);
    const { expiresInDays: _, ...terms } = wanted;
    assert.deepEqual(view, {
      ...terms,
      keyId,
      last4: apiKey.slice(-4),
      allowedCidrs: ['198.51.100.0/24'],
      allowedMethods: ['GET'],
      status: 'active',
      createdBy: olivia,
    });
    assert.equal(Date.parse(expiresAt) - Date.parse(createdAt), 90 * 86_400_000);
    const { Item } = await bank.client.send(new GetItemCommand({ TableName: 'ApiKeys', Key: { keyId: { S: keyId } } }));
    assert.equal(Item?.['status']?.S, 'active');
    assert(!JSON.stringify(Item).includes(apiKey.slice(22, 60)));
  });

  it('gives no key a role of people, a scope of people, or more than a year', async () => {
    for (const changes of [
      { roles: ['operator'] },
      { roles: ['partner', 'customer'] },
      { roles: [] },
      { scopes: ['bank/api-keys.write'] },
      { scopes: [] },
      { expiresInDays: 366 },
      { expiresInDays: 0 },
      { expiresInDays: 0.5 },
      { expiresInDays: undefined },
      { name: '<b>' },
      { createdBy: oscar },
      { hash: 'x' },
    ]) {
      const { status, body } = await issue(changes);
      assert.deepEqual([status, body.code], [400, 'invalid-request'], JSON.stringify(changes));
    }
    assert.equal((await issue({ expiresInDays: 365 })).status, 201);
  });

  it('points to a block that is none', async () => {
    for (const [cidr, pointer] of [
      ['198.51.100.0/33', '/body/allowedCidrs/1'],
      ['198.51.100/24', '/body/allowedCidrs/1'],
      ['2001:db8::/129', '/body/allowedCidrs/1'],
    ]) {
      const { status, body } = await issue({ allowedCidrs: ['198.51.100.0/24', cidr] });
      assert.equal(status, 400, cidr);
      assert.equal(body.errors[0].pointer, pointer);
    }
    assert.equal((await issue({ allowedCidrs: ['2001:db8::/32', '198.51.100.7/32'] })).status, 201);
  });

  it('takes what is said twice as said once', async () => {
    const { status, body } = await issue({ roles: ['partner', 'partner'], allowedMethods: ['GET', 'GET'] });
    assert.deepEqual([status, body.roles, body.allowedMethods], [201, ['partner'], ['GET']]);
  });
});

describe('a key of a client', () => {
  it('stays one of that client when it is rotated', async () => {
    const { body } = await issue({ client: 'org_acme' });
    assert.equal(body.client, 'org_acme');
    const rotated = await rotate(body.keyId);
    assert.equal(rotated.body.client, 'org_acme');
    assert.equal((await listed(rotated.body.keyId)).client, 'org_acme');
  });

  it('is never one of a person', async () => {
    for (const client of [olivia, 'acme', 'org_', 'org_Acme'])
      assert.equal((await issue({ client })).status, 400, client);
  });
});

describe('GET /api-keys', () => {
  it('shows what is known of a key, but neither the key nor its hash', async () => {
    const { body: issued } = await issue();
    const { apiKey, ...view } = issued;
    assert.deepEqual(await listed(view.keyId), view);
    const text = JSON.stringify((await list()).body);
    assert(!text.includes(apiKey));
    assert(!text.includes('hash'));
  });

  it('goes page by page, newest first, and shows every key once', async () => {
    for (let turn = 0; turn < 5; turn += 1) await issue();
    const all = (await list({ limit: '100' })).body.items;
    const seen: { readonly keyId: string; readonly createdAt: string }[] = [];
    let cursor: string | undefined;
    do {
      const { status, body } = await list({ limit: '2', ...(cursor === undefined ? {} : { cursor }) });
      assert.equal(status, 200);
      assert(body.items.length <= 2);
      seen.push(...body.items);
      cursor = body.next;
    } while (cursor !== undefined);
    assert.deepEqual(seen, all);
    assert.deepEqual(
      seen.map(({ createdAt }) => createdAt),
      seen
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
  });

  it('takes no cursor of another list', async () => {
    const { body } = await list({ limit: '1' });
    const forged = `${body.next.split('.')[0]}.AAAAAAAAAAAA`;
    // Its digest is no secret, so a place can be made up: it must be one where a key could stand.
    const nowhere = toCursor('api keys', Buffer.from('000000000000-digest#x').toString('base64url'));
    for (const cursor of [forged, nowhere, 'x', 'acc_00000000000000000000000000.x']) {
      const refused = await list({ cursor });
      assert.deepEqual([refused.status, refused.body.code], [400, 'invalid-cursor'], cursor);
    }
  });
});

describe('POST /api-keys/{keyId}/rotate', () => {
  it('shows the successor once, and when the old key ends', async () => {
    const { body: old } = await issue();
    const { status, headers, body } = await rotate(old.keyId, 600, operator(oscar));
    assert.equal(status, 201);
    assert.equal(headers['Cache-Control'], 'no-store');
    assert.notEqual(body.apiKey, old.apiKey);
    assert.deepEqual([body.predecessor, body.createdBy, body.expiresAt], [old.keyId, oscar, old.expiresAt]);
    assert.equal(Date.parse(body.predecessorExpiresAt) - Date.parse(body.createdAt), 600_000);
    const before = await listed(old.keyId);
    assert.deepEqual(
      [before.status, before.replacedBy, before.expiresAt],
      ['replaced', body.keyId, body.predecessorExpiresAt],
    );
  });

  it('refuses the second of two, a key that has ended, and one that never was', async () => {
    const { body: old } = await issue();
    assert.equal((await rotate(old.keyId)).status, 201);
    const second = await rotate(old.keyId);
    assert.deepEqual([second.status, second.body.code], [409, 'api-key-replaced']);
    const { body: revoked } = await issue();
    await revoke(revoked.keyId);
    const ended = await rotate(revoked.keyId);
    assert.deepEqual([ended.status, ended.body.code], [409, 'api-key-ended']);
    assert.equal((await rotate('000000000000')).status, 404);
  });

  it('takes an overlap of a week at most', async () => {
    const { body: old } = await issue();
    for (const graceSeconds of [604_801, -1, 0.5, '60', null]) {
      assert.equal((await rotate(old.keyId, graceSeconds)).status, 400, String(graceSeconds));
    }
    assert.equal((await rotate(old.keyId, 604_800)).status, 201);
  });

  it('replaces and lists a key that was issued before keys had names, for a scope that is gone', async () => {
    const keyId = 'abcdefABCDEF';
    await bank.client.send(
      new PutItemCommand({
        TableName: 'ApiKeys',
        Item: {
          keyId: { S: keyId },
          hash: { S: 'h' },
          status: { S: 'active' },
          scopes: { SS: ['bank/retired.read'] },
          roles: { SS: ['partner'] },
          expiresAtSeconds: { N: String(Math.floor(Date.now() / 1_000) + 60) },
        },
      }),
    );
    const { status, body } = await rotate(keyId);
    assert.deepEqual([status, body.name, body.predecessor], [201, 'unnamed', keyId]);
    assert.deepEqual((await listed(body.keyId)).scopes, ['bank/retired.read']);
  });
});

describe('DELETE /api-keys/{keyId}', () => {
  it('ends a key for ever; whoever repeats it changes nothing', async () => {
    const { body: key } = await issue();
    const first = await revoke(key.keyId);
    assert.deepEqual([first.status, first.body], [204, undefined]);
    const after = await listed(key.keyId);
    assert.deepEqual([after.status, after.revokedBy], ['revoked', olivia]);
    assert.equal((await revoke(key.keyId, operator(oscar))).status, 204);
    assert.deepEqual(await listed(key.keyId), after);
  });

  it('knows no key that was never issued, and brings none into being', async () => {
    const { status, body } = await revoke('000000000000');
    assert.deepEqual([status, body.code], [404, 'not-found']);
    assert.equal(await listed('000000000000'), undefined);
  });
});

describe('the doors to the keys', () => {
  const keyed = {
    requestContext: {
      requestId: 'r',
      authorizer: { scheme: 'apiKey', subject: 'k', scopes: 'bank/api-keys.write', roles: 'operator' },
    },
  };
  const everyScope = 'bank/api-keys.read bank/api-keys.write';
  for (const [who, request, expected] of [
    ['a customer', signedIn(olivia, 'customer', everyScope), [403, 'permission-denied']],
    ['a partner', signedIn(olivia, 'partner', everyScope), [403, 'permission-denied']],
    ['nobody of any role', signedIn(olivia, '', everyScope), [403, 'permission-denied']],
    ['an operator without the scope', signedIn(olivia, 'operator', 'bank/customers.read'), [403, 'access-denied']],
    ['a holder of a key', keyed, [401, 'unauthenticated']],
  ] as const) {
    it(`stay shut for ${who}`, async () => {
      // What is asked of the context is the same for a token and a key.
      const as = request as Who;
      for (const { status, body } of [
        await issue({}, as),
        await list({}, as),
        await rotate('000000000000', 60, as),
        await revoke('000000000000', as),
      ]) {
        assert.deepEqual([status, body.code], expected);
      }
    });
  }
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { newId } from '../../../lambdas/ledger/new-id.ts';
import type { GatewayEvent, LambdaFunction } from '../../../lib/handler/index.ts';
import { serveLedger } from '../ledger-server.ts';
import { call, loadHandler, signedIn } from '../support.ts';

const alice = '11111111-1111-4111-8111-111111111111';
const bob = '22222222-2222-4222-8222-222222222222';
const eve = '33333333-3333-4333-8333-333333333333';
const scopes = 'bank/accounts.read bank/accounts.write';

const routes = {
  open: 'POST /accounts',
  read: 'GET /accounts/{accountId}',
  rename: 'PATCH /accounts/{accountId}',
  share: 'PUT /accounts/{accountId}/readers/{customerId}',
  unshare: 'DELETE /accounts/{accountId}/readers/{customerId}',
  'list-readers': 'GET /accounts/{accountId}/readers',
  list: 'GET /accounts',
} as const;

let ledger: Awaited<ReturnType<typeof serveLedger>>;
let handlers: Map<string, LambdaFunction>;
let readEntries: LambdaFunction;

before(async () => {
  ledger = await serveLedger();
  handlers = new Map();
  for (const name of Object.keys(routes)) handlers.set(name, await loadHandler(`accounts/${name}`, 'customer'));
  readEntries = await loadHandler('transactions/list', 'customer');
});
after(() => ledger.close());

/** Calls an endpoint as a customer. */
function as(sub: string, name: keyof typeof routes, overrides: Partial<GatewayEvent> = {}) {
  const handler = handlers.get(name);
  assert(handler !== undefined);
  return call(handler, routes[name], { ...signedIn(sub, 'customer', scopes), ...overrides });
}

const headers = (values: Readonly<Record<string, string>>) => ({
  multiValueHeaders: {
    'Content-Type': ['application/json'],
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]])),
  },
});
const json = (value: unknown) => ({ body: JSON.stringify(value) });

async function opened(sub: string): Promise<string> {
  return (await as(sub, 'open', json({ name: 'Savings', currency: 'EUR' }))).body.accountId;
}
const read = (sub: string, accountId: string, held?: string) =>
  as(sub, 'read', { pathParameters: { accountId }, ...(held !== undefined && headers({ 'If-None-Match': held })) });
const rename = (sub: string, accountId: string, match: string | undefined, name = 'Holidays') =>
  as(sub, 'rename', {
    pathParameters: { accountId },
    ...headers(match === undefined ? {} : { 'If-Match': match }),
    ...json({ name }),
  });
const readers = (sub: string, name: 'share' | 'unshare', accountId: string, customerId: string) =>
  as(sub, name, { pathParameters: { accountId, customerId } });

describe('the version of an account', () => {
  it('is shown, and who has it is told that nothing has changed', async () => {
    const owner = randomUUID();
    const own = await opened(owner);
    const { headers: sent } = await read(owner, own);
    assert.equal(sent['etag'], '"v0"');
    const again = await read(owner, own, '"v0"');
    assert.deepEqual([again.status, again.body], [304, undefined]);
  });

  it('is another after each change, so that who decided on an old one is refused', async () => {
    const owner = randomUUID();
    const accountId = await opened(owner);
    const first = await rename(owner, accountId, '"v0"', 'Holidays');
    assert.deepEqual([first.status, first.body.name, first.headers['etag']], [200, 'Holidays', '"v1"']);
    const late = await rename(owner, accountId, '"v0"', 'Late');
    assert.deepEqual([late.status, late.body.code], [412, 'precondition-failed']);
    assert.equal((await rename(owner, accountId, '"v2"')).status, 412);
    const { status, body, headers: sent } = await read(owner, accountId, '"v0"');
    assert.deepEqual([status, body.name, sent['etag']], [200, 'Holidays', '"v1"']);
    assert.equal((await rename(owner, accountId, '"v1"')).status, 200);
  });

  it('must be named', async () => {
    const owner = randomUUID();
    const accountId = await opened(owner);
    for (const match of [undefined, '*']) {
      assert.deepEqual((await rename(owner, accountId, match)).body.code, 'precondition-required');
    }
  });

  it('lets one of a hundred win who decided on the same one', async () => {
    const owner = randomUUID();
    const accountId = await opened(owner);
    await rename(owner, accountId, '"v0"', 'Before');
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, number) => rename(owner, accountId, '"v1"', `Number ${number}`)),
    );
    const won = all.filter(({ status }) => status === 200);
    assert.deepEqual([won.length, all.filter(({ status }) => status === 412).length], [1, 99]);
    assert.deepEqual((await read(owner, accountId)).body, won[0]?.body);
  });

  it('is nobody’s business but the owner’s', async () => {
    const owner = randomUUID();
    const accountId = await opened(owner);
    const missing = await rename(bob, newId('acc'), '"v0"');
    assert.equal(missing.status, 404);
    assert.deepEqual(await rename(bob, accountId, '"v0"'), missing);
    assert.deepEqual(await rename(bob, accountId, '"v7"'), missing);
    assert.equal((await read(owner, accountId)).headers['etag'], '"v0"');
  });
});

describe('an account that its owner lets somebody see', () => {
  it('is read with its statement by that customer, and by no other', async () => {
    const accountId = await opened(alice);
    const missing = await read(bob, newId('acc'));
    assert.deepEqual(await read(bob, accountId), missing);
    assert.equal((await readers(alice, 'share', accountId, bob)).status, 204);
    assert.deepEqual((await read(bob, accountId)).body, (await read(alice, accountId)).body);
    const entries = { ...signedIn(bob, 'customer', scopes), pathParameters: { accountId } };
    assert.equal((await call(readEntries, 'GET /accounts/{accountId}/transactions', entries)).status, 200);
    assert.deepEqual(await read(eve, accountId), missing);
  });

  it('is not changed, passed on or asked for its readers by who may see it', async () => {
    const accountId = await opened(alice);
    await readers(alice, 'share', accountId, bob);
    const attempts = [
      await rename(bob, accountId, '"v0"'),
      await readers(bob, 'share', accountId, eve),
      await readers(bob, 'unshare', accountId, bob),
      await as(bob, 'list-readers', { pathParameters: { accountId } }),
    ];
    assert.deepEqual(
      attempts.map(({ status }) => status),
      [404, 404, 404, 404],
    );
    assert.equal((await read(eve, accountId)).status, 404);
    assert.equal((await read(bob, accountId)).status, 200);
  });

  it('is passed on by nobody of whom it is not known that he has not signed out: the right would outlive the token', async () => {
    const [accountId, signed] = [await opened(alice), signedIn(alice, 'customer', scopes)];
    const { fresh: _fresh, ...authorizer } = signed.requestContext.authorizer;
    const stale = { requestContext: { ...signed.requestContext, authorizer } };
    const pathParameters = { accountId, customerId: bob };
    assert.equal((await as(alice, 'share', { ...stale, pathParameters })).status, 403);
    assert.equal((await read(bob, accountId)).status, 404);
    assert.equal((await as(alice, 'share', { pathParameters })).status, 204);
    assert.equal((await as(alice, 'unshare', { ...stale, pathParameters })).status, 204);
  });

  it('stands in the list of its owner only', async () => {
    const [owner, reader] = [randomUUID(), randomUUID()];
    const accountId = await opened(owner);
    await readers(owner, 'share', accountId, reader);
    assert.deepEqual((await as(reader, 'list')).body, { items: [] });
    assert.equal((await as(owner, 'list')).body.items.length, 1);
  });

  it('is no longer read once the owner says so; saying anything twice changes nothing', async () => {
    const accountId = await opened(alice);
    for (const reader of [bob, bob, eve]) assert.equal((await readers(alice, 'share', accountId, reader)).status, 204);
    const listed = await as(alice, 'list-readers', { pathParameters: { accountId } });
    const ids = listed.body.items.map(({ customerId }: { readonly customerId: string }) => customerId);
    assert.deepEqual(ids.sort(), [bob, eve]);
    for (const _time of [1, 2]) assert.equal((await readers(alice, 'unshare', accountId, bob)).status, 204);
    assert.deepEqual([(await read(bob, accountId)).status, (await read(eve, accountId)).status], [404, 200]);
  });

  it('has ten readers at most, however many come at once', async () => {
    const accountId = await opened(alice);
    const all = await Promise.all(Array.from({ length: 30 }, () => readers(alice, 'share', accountId, randomUUID())));
    assert.equal(all.filter(({ status }) => status === 204).length, 10);
    assert.equal(all.find(({ status }) => status !== 204)?.body.code, 'too-many-readers');
    const { body } = await as(alice, 'list-readers', { pathParameters: { accountId } });
    assert.equal((await readers(alice, 'share', accountId, body.items[0].customerId)).status, 204);
  });
});

describe('opening an account', () => {
  const open = (sub: string, key: string, name = 'Savings') =>
    as(sub, 'open', { ...headers({ 'Idempotency-Key': key }), ...json({ name, currency: 'EUR' }) });
  const count = async (sub: string) => (await as(sub, 'list')).body.items.length;

  it('twice with one key opens one account, and both are told of it', async () => {
    const sub = randomUUID();
    const first = await open(sub, 'k');
    assert.equal(first.status, 201);
    assert.deepEqual(await open(sub, '"k"'), first);
    assert.equal(await count(sub), 1);
  });

  it('with the key of another request is refused', async () => {
    const sub = randomUUID();
    await open(sub, 'k');
    assert.equal((await open(sub, 'k', 'Other')).body.code, 'idempotency-key-reused');
    assert.equal(await count(sub), 1);
  });

  it('of many at once with one key opens one account', async () => {
    const sub = randomUUID();
    const statuses = (await Promise.all(Array.from({ length: 30 }, () => open(sub, 'k')))).map(({ status }) => status);
    assert.deepEqual([await count(sub), statuses.every((status) => status === 201 || status === 409)], [1, true]);
  });

  it('without a key opens one each time', async () => {
    const sub = randomUUID();
    for (const _time of [1, 2]) await opened(sub);
    assert.equal(await count(sub), 2);
  });
});

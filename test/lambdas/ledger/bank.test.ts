import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { newId } from '../../../lambdas/ledger/new-id.ts';
import type { Account } from '../../../lambdas/schemas.ts';
import type { LambdaFunction } from '../../../lib/handler/index.ts';
import { serveLedger } from '../ledger-server.ts';
import { call, loadHandler, signedIn } from '../support.ts';

const alice = '11111111-1111-4111-8111-111111111111';
const bob = '22222222-2222-4222-8222-222222222222';
const scopes = 'bank/accounts.read bank/accounts.write bank/transfers.read bank/transfers.write bank/customers.read';
const asCustomer = (sub: string) => signedIn(sub, 'customer', scopes);

let ledger: Awaited<ReturnType<typeof serveLedger>>;
let handlers: Readonly<
  Record<'open' | 'list' | 'read' | 'entries' | 'transfer' | 'readTransfer' | 'customers', LambdaFunction>
>;

before(async () => {
  ledger = await serveLedger();
  handlers = {
    open: await loadHandler('accounts/open', 'customer'),
    list: await loadHandler('accounts/list', 'customer'),
    read: await loadHandler('accounts/read', 'customer'),
    entries: await loadHandler('transactions/list', 'customer'),
    transfer: await loadHandler('transfers/create', 'customer'),
    readTransfer: await loadHandler('transfers/read', 'customer'),
    customers: await loadHandler('customers/list', 'operator'),
  };
});
after(() => ledger.close());

/** An account with money in it. */
async function funded(owner: string, overrides: Partial<Account> = {}): Promise<string> {
  const account: Account = {
    accountId: newId('acc'),
    name: 'Current account',
    currency: 'EUR',
    balance: 1_000,
    status: 'active',
    openedAt: '2026-01-01T00:00:00Z',
    ...overrides,
  };
  await ledger.fund(account, owner);
  return account.accountId;
}

const readAccount = (sub: string, accountId: string) =>
  call(handlers.read, 'GET /accounts/{accountId}', { ...asCustomer(sub), pathParameters: { accountId } });
const balanceOf = async (sub: string, accountId: string) => (await readAccount(sub, accountId)).body.balance;
const openAccount = (sub: string, name = 'Savings') =>
  call(handlers.open, 'POST /accounts', { ...asCustomer(sub), body: JSON.stringify({ name, currency: 'EUR' }) });

interface Order {
  readonly from: string;
  readonly to: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly reference?: string;
}
const friends = new Map<string, Promise<unknown>>();
/** To a registered payee: test/lambdas/transfers is about the others. */
const transfer = async (sub: string, order: Order, key: string = newId('trf')) => {
  const relation = `${sub} ${order.to}`;
  if (!friends.has(relation)) friends.set(relation, ledger.befriend(sub, order.to));
  await friends.get(relation);
  return call(handlers.transfer, 'POST /transfers', {
    ...asCustomer(sub),
    multiValueHeaders: { 'Content-Type': ['application/json'], 'Idempotency-Key': [key] },
    body: JSON.stringify({ amount: 100, currency: 'EUR', ...order }),
  });
};
const entries = (sub: string, accountId: string, query: Readonly<Record<string, string[]>> | null = null) =>
  call(handlers.entries, 'GET /accounts/{accountId}/transactions', {
    ...asCustomer(sub),
    pathParameters: { accountId },
    multiValueQueryStringParameters: query,
  });

describe('an account', () => {
  it('opens empty, is listed, and is read by its owner', async () => {
    const sub = '33333333-3333-4333-8333-333333333333';
    const { status, headers, body } = await openAccount(sub);
    assert.deepEqual([status, body.balance, body.status], [201, 0, 'active']);
    assert.equal(headers['Location'], `/accounts/${body.accountId}`);
    assert.deepEqual((await readAccount(sub, body.accountId)).body, body);
    assert.deepEqual((await call(handlers.list, 'GET /accounts', asCustomer(sub))).body, { items: [body] });
  });

  it('of somebody else is answered, byte for byte, like one that does not exist', async () => {
    const stranger = await readAccount(bob, await funded(alice));
    const missing = await readAccount(bob, newId('acc'));
    assert.equal(stranger.status, 404);
    assert.deepEqual(stranger, missing);
    assert.deepEqual(await entries(bob, await funded(alice)), missing);
  });

  it('is one of twenty at most', async () => {
    const sub = '44444444-4444-4444-8444-444444444444';
    for (let opened = 0; opened < 20; opened += 1) assert.equal((await openAccount(sub)).status, 201);
    assert.deepEqual((await openAccount(sub)).body.code, 'too-many-accounts');
  });
});

describe('a transfer', () => {
  it('moves money, and stands in the statements of both sides', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    const { status, headers, body } = await transfer(alice, { from, to, amount: 250, reference: 'Rent' });
    assert.equal(status, 201);
    assert.equal(headers['Location'], `/transfers/${body.transferId}`);
    assert.deepEqual([await balanceOf(alice, from), await balanceOf(bob, to)], [750, 1_250]);
    const common = { transferId: body.transferId, currency: 'EUR', reference: 'Rent', bookedAt: body.bookedAt };
    const [[sent], [received]] = [(await entries(alice, from)).body.items, (await entries(bob, to)).body.items];
    assert.partialDeepStrictEqual(sent, { ...common, amount: -250, counterparty: to });
    assert.partialDeepStrictEqual(received, { ...common, amount: 250, counterparty: from });
  });

  it('is read by either side and by nobody else', async () => {
    const { body } = await transfer(alice, { from: await funded(alice), to: await funded(bob) });
    const read = (sub: string, transferId: string) =>
      call(handlers.readTransfer, 'GET /transfers/{transferId}', {
        ...asCustomer(sub),
        pathParameters: { transferId },
      });
    for (const sub of [alice, bob]) assert.deepEqual((await read(sub, body.transferId)).body, body);
    const stranger = await read('55555555-5555-4555-8555-555555555555', body.transferId);
    assert.equal(stranger.status, 404);
    assert.deepEqual(stranger, await read(alice, newId('trf')));
  });

  const refusals: readonly [string, number, string, () => Promise<Order>][] = [
    [
      'more than there is',
      422,
      'insufficient-funds',
      async () => ({ from: await funded(alice), to: await funded(bob), amount: 1_001 }),
    ],
    [
      'from a frozen account',
      409,
      'account-frozen',
      async () => ({ from: await funded(alice, { status: 'frozen' }), to: await funded(bob) }),
    ],
    [
      'in another currency',
      422,
      'currency-mismatch',
      async () => ({ from: await funded(alice, { currency: 'USD' }), to: await funded(bob) }),
    ],
    [
      'to itself',
      422,
      'same-account',
      async () => {
        const from = await funded(alice);
        return { from, to: from };
      },
    ],
    [
      'from an account of somebody else',
      404,
      'not-found',
      async () => ({ from: await funded(bob), to: await funded(alice) }),
    ],
    [
      'from an account that does not exist',
      404,
      'not-found',
      async () => ({ from: newId('acc'), to: await funded(bob) }),
    ],
    ['to nobody', 422, 'payee-unavailable', async () => ({ from: await funded(alice), to: newId('acc') })],
    [
      'to a frozen account',
      422,
      'payee-unavailable',
      async () => ({ from: await funded(alice), to: await funded(bob, { status: 'frozen' }) }),
    ],
    [
      'to another currency',
      422,
      'payee-unavailable',
      async () => ({ from: await funded(alice), to: await funded(bob, { currency: 'GBP' }) }),
    ],
    [
      'over what can be counted',
      422,
      'payee-unavailable',
      async () => ({ from: await funded(alice), to: await funded(bob, { balance: Number.MAX_SAFE_INTEGER }) }),
    ],
  ];
  for (const [what, status, code, order] of refusals) {
    it(`is refused ${what}, and moves nothing`, async () => {
      const asked = await order();
      const before = await totalOf([asked.from, asked.to]);
      const answer = await transfer(alice, asked);
      assert.deepEqual([answer.status, answer.body.code], [status, code]);
      assert.deepEqual(await totalOf([asked.from, asked.to]), before);
    });
  }

  it('happens once, however often it is asked with one key', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    const first = await transfer(alice, { from, to }, 'key-once');
    const again = await Promise.all(Array.from({ length: 5 }, () => transfer(alice, { from, to }, 'key-once')));
    for (const answer of again) assert.deepEqual(answer, first);
    assert.equal(await balanceOf(alice, from), 900);
  });

  it('happens once also when all of them come at the same time', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    const answers = await Promise.all(Array.from({ length: 8 }, () => transfer(alice, { from, to }, 'key-race')));
    assert.equal(new Set(answers.map(({ body }) => body.transferId)).size, 1);
    assert.equal(await balanceOf(alice, from), 900);
  });

  it('is answered again as it was, even when the money is gone by now', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    const first = await transfer(alice, { from, to, amount: 1_000 }, 'key-spent');
    assert.deepEqual(await transfer(alice, { from, to, amount: 1_000 }, 'key-spent'), first);
  });

  it('is not answered for another request with the same key', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    await transfer(alice, { from, to }, 'key-other');
    for (const other of [
      { from, to, amount: 101 },
      { from, to, reference: 'x' },
      { from, to: await funded(bob) },
    ]) {
      const { status, body } = await transfer(alice, other, 'key-other');
      assert.deepEqual([status, body.code], [422, 'idempotency-key-reused']);
    }
    assert.equal(await balanceOf(alice, from), 900);
  });

  it('of somebody else with the same key is another transfer', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    const [first, second] = [
      await transfer(alice, { from, to }, 'key-both'),
      await transfer(bob, { from: to, to: from }, 'key-both'),
    ];
    assert.deepEqual([first.status, second.status], [201, 201]);
    assert.notEqual(first.body.transferId, second.body.transferId);
  });

  it('forgets its key after a week, not before', async () => {
    const { body } = await transfer(alice, { from: await funded(alice), to: await funded(bob) }, 'key-life');
    const key = { S: `REQUEST#${alice}#key-life` };
    const { Item } = await ledger.client.send(new GetItemCommand({ TableName: 'Ledger', Key: { pk: key, sk: key } }));
    assert.equal(Number(Item?.['expiresAt']?.N), Math.floor(Date.parse(body.bookedAt) / 1_000) + 7 * 24 * 3_600);
  });
});

describe('many transfers at once', () => {
  it('lose and make no money, and leave an entry on both sides of each', async () => {
    const accounts = await Promise.all(
      Array.from({ length: 6 }, (_, index) => funded(index % 2 ? alice : bob, { balance: 300 })),
    );
    const at = (index: number) => accounts[index % accounts.length] ?? '';
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        transfer(index % 2 ? alice : bob, {
          from: at(index),
          to: at(index * 7 + 1 + (index % 5)),
          amount: 1 + (index % 40),
        }),
      ),
    );
    const booked = answers.filter(({ status }) => status === 201);
    assert(booked.length > 20);
    assert.equal(
      (await totalOf(accounts)).reduce((sum, each) => sum + each, 0),
      1_800,
    );
    for (const { body } of booked) {
      const sums = (await entriesOfTransfer(body.transferId)).sort((left, right) => left - right);
      assert.deepEqual(sums, [-body.amount, body.amount]);
    }
  });
});

describe('a statement', () => {
  it('comes newest first, page by page, each entry once', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    for (let amount = 1; amount <= 7; amount += 1) await transfer(alice, { from, to, amount });
    const seen: number[] = [];
    let query: Record<string, string[]> = { limit: ['3'] };
    for (let pages = 1; pages <= 4; pages += 1) {
      const { body } = await entries(bob, to, query);
      seen.push(...body.items.map(({ amount }: { amount: number }) => amount));
      if (body.next === undefined) break;
      query = { limit: ['3'], cursor: [body.next] };
    }
    assert.deepEqual(seen, [7, 6, 5, 4, 3, 2, 1]);
  });

  it('does not go on from the cursor of another account', async () => {
    const [from, to] = [await funded(alice), await funded(bob)];
    for (let amount = 1; amount <= 2; amount += 1) await transfer(alice, { from, to, amount });
    const { body } = await entries(alice, from, { limit: ['1'] });
    const answer = await entries(bob, to, { cursor: [body.next] });
    assert.deepEqual([answer.status, answer.body.code], [400, 'invalid-cursor']);
  });
});

describe('GET /customers', () => {
  const list = (query: Readonly<Record<string, string[]>> | null = null, group = 'operator') =>
    call(handlers.customers, 'GET /customers', {
      ...signedIn(alice, group, scopes),
      multiValueQueryStringParameters: query,
    });

  it('shows operators every customer who has an account, page by page', async () => {
    for (const sub of ['66666666-6666-4666-8666-666666666666', '77777777-7777-4777-8777-777777777777'])
      await openAccount(sub);
    const first = await list({ limit: ['1'] });
    assert.equal(first.body.items.length, 1);
    const rest = await list({ cursor: [first.body.next] });
    const ids = [...first.body.items, ...rest.body.items].map(({ customerId }) => customerId);
    assert.deepEqual(ids, [...new Set(ids)].sort());
    assert(ids.includes('77777777-7777-4777-8777-777777777777'));
  });

  it('shows customers nothing', async () => {
    const { status, body } = await list(null, 'customer');
    assert.deepEqual([status, body.code], [403, 'permission-denied']);
  });
});

/** Balances as the table holds them; accounts that do not exist hold nothing. */
async function totalOf(accountIds: readonly string[]): Promise<readonly number[]> {
  return Promise.all(
    accountIds.map(async (id) => {
      const key = { S: `ACCOUNT#${id}` };
      const { Item } = await ledger.client.send(
        new GetItemCommand({ TableName: 'Ledger', Key: { pk: key, sk: key }, ConsistentRead: true }),
      );
      return Number(Item?.['balance']?.N ?? 0);
    }),
  );
}

async function entriesOfTransfer(transferId: string): Promise<number[]> {
  const { Items = [] } = await ledger.client.send(
    new ScanCommand({
      TableName: 'Ledger',
      FilterExpression: 'transferId = :id AND attribute_exists(entryId)',
      ExpressionAttributeValues: { ':id': { S: transferId } },
    }),
  );
  return Items.map(({ amount }) => Number(amount?.N));
}

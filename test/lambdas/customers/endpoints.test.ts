import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { LambdaFunction } from '../../../lib/handler/index.ts';
import { serveLedger } from '../ledger-server.ts';
import { call, loadHandler, signedIn } from '../support.ts';

const scopes = 'bank/accounts.write bank/profile.read bank/profile.write';
const operator = randomUUID();

let ledger: Awaited<ReturnType<typeof serveLedger>>;
let handlers: Readonly<Record<'open' | 'read' | 'change', LambdaFunction>>;

before(async () => {
  ledger = await serveLedger();
  handlers = {
    open: await loadHandler('accounts/open', 'customer'),
    read: await loadHandler('customers/read', 'customer,operator'),
    change: await loadHandler('customers/change', 'customer,operator'),
  };
});
after(() => ledger.close());

/** A customer with an account, so that there is a file. */
async function newCustomer(): Promise<string> {
  const sub = randomUUID();
  const body = JSON.stringify({ name: 'Savings', currency: 'EUR' });
  assert.equal(
    (await call(handlers.open, 'POST /accounts', { ...signedIn(sub, 'customer', scopes), body })).status,
    201,
  );
  return sub;
}

const read = (sub: string, group: string, customerId: string) =>
  call(handlers.read, 'GET /customers/{customerId}', {
    ...signedIn(sub, group, scopes),
    pathParameters: { customerId },
  });
const change = (sub: string, group: string, customerId: string, body: unknown, match = '"v1"') =>
  call(handlers.change, 'PATCH /customers/{customerId}', {
    ...signedIn(sub, group, scopes),
    pathParameters: { customerId },
    multiValueHeaders: { 'Content-Type': ['application/json'], 'If-Match': [match] },
    body: JSON.stringify(body),
  });

describe('the file of a customer', () => {
  it('is seen whole by operators, and by the customer without their notes', async () => {
    const ann = await newCustomer();
    const written = await change(operator, 'operator', ann, { name: 'Ann', note: 'Moves in May' });
    assert.deepEqual([written.status, written.headers['etag']], [200, '"v2"']);
    const whole = (await read(operator, 'operator', ann)).body;
    assert.partialDeepStrictEqual(whole, { customerId: ann, accounts: 1, name: 'Ann', note: 'Moves in May' });
    const { note: _note, ...own } = whole;
    assert.deepEqual((await read(ann, 'customer', ann)).body, own);
  });

  it('is named by the customer, who cannot write a note, and is not told of the one that is there', async () => {
    const ann = await newCustomer();
    await change(operator, 'operator', ann, { name: 'Ann', note: 'Moves in May' });
    const refused = await change(ann, 'customer', ann, { name: 'Anna', note: 'Is rich' }, '"v2"');
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [400, '/body/note']);
    const changed = await change(ann, 'customer', ann, { name: 'Anna' }, '"v2"');
    assert.deepEqual([changed.status, changed.body.name, 'note' in changed.body], [200, 'Anna', false]);
    assert.equal((await read(operator, 'operator', ann)).body.note, 'Moves in May');
  });

  it('of another customer is answered, byte for byte, like one that does not exist', async () => {
    const [ann, eve] = [await newCustomer(), await newCustomer()];
    const missing = await read(eve, 'customer', randomUUID());
    assert.equal(missing.status, 404);
    assert.deepEqual(await read(eve, 'customer', ann), missing);
    assert.deepEqual(await change(eve, 'customer', ann, { name: 'Eve' }), missing);
    assert.deepEqual(await read(operator, 'operator', randomUUID()), missing);
  });

  it('is nobody’s with a role that it is not for', async () => {
    const ann = await newCustomer();
    for (const group of ['partner', '', 'Operator']) {
      assert.equal((await read(ann, group, ann)).status, 403);
      assert.equal((await change(ann, group, ann, { name: 'Ann' })).status, 403);
    }
  });

  it('is changed by one of many who decided on the same version', async () => {
    const ann = await newCustomer();
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, number) => change(operator, 'operator', ann, { name: `Name ${number}` })),
    );
    assert.deepEqual(
      [200, 412].map((status) => all.filter((each) => each.status === status).length),
      [1, 39],
    );
    assert.equal((await change(ann, 'customer', ann, { name: 'Late' })).status, 412);
  });

  it('has another version when an account is opened', async () => {
    const ann = await newCustomer();
    await call(handlers.open, 'POST /accounts', {
      ...signedIn(ann, 'customer', scopes),
      body: JSON.stringify({ name: 'Second', currency: 'EUR' }),
    });
    const { headers, body } = await read(ann, 'customer', ann);
    assert.deepEqual([headers['etag'], body.accounts], ['"v2"', 2]);
  });
});

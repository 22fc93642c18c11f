import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { serviceToken } from '../../scripts/bank/service-token.ts';
import { trust } from '../../scripts/bank/trust.ts';
import { assertEdgeProblem } from './assert-edge-problem.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

const accountOf = (user: 'alice' | 'bob', index = 0): string => bank().demo.users[user].accounts[index] ?? '';
/** Everything but what differs between any two answers. */
const withoutIds = (text: string) => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');

describe('what is whose', () => {
  it('shows a customer the own account, transactions and transfers', async () => {
    assert.equal((await bank().as('alice', `/accounts/${accountOf('alice')}`)).status, 200);
    assert.equal((await bank().as('alice', `/accounts/${accountOf('alice')}/transactions`)).status, 200);
  });

  it("answers for another customer's account exactly as for one that does not exist", async () => {
    for (const suffix of ['', '/transactions']) {
      const theirs = await bank().as('alice', `/accounts/${accountOf('bob')}${suffix}`);
      const nobodys = await bank().as('alice', `/accounts/acc_00000000000000000000000000${suffix}`);
      assertProblem(theirs, 404, 'not-found');
      assert.equal(withoutIds(theirs.text), withoutIds(nobodys.text));
    }
  });

  it("does not list another's accounts", async () => {
    const answer = await bank().as('bob', '/accounts');
    assert.equal(answer.status, 200);
    assert.ok(answer.text.includes(accountOf('bob')));
    assert.ok(!answer.text.includes(accountOf('alice')));
  });

  it("moves no money from another's account", async () => {
    const before = await bank().as('bob', `/accounts/${accountOf('bob')}`);
    const answer = await bank().as('alice', '/transfers', {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID() },
      body: { from: accountOf('bob'), to: accountOf('alice'), amount: 100, currency: 'EUR' },
    });
    assertProblem(answer, 404, 'not-found');
    const after = await bank().as('bob', `/accounts/${accountOf('bob')}`);
    assert.equal(after.text, before.text);
  });

  it('shows a transfer to both sides, and to nobody else', async () => {
    const created = await bank().as('alice', '/transfers', {
      method: 'POST',
      headers: { 'idempotency-key': randomUUID() },
      body: { from: accountOf('alice'), to: accountOf('alice', 1), amount: 100, currency: 'EUR' },
    });
    assert.equal(created.status, 201, created.text);
    const { transferId } = created.json as { readonly transferId: string };
    assert.equal((await bank().as('alice', `/transfers/${transferId}`)).status, 200);
    assertProblem(await bank().as('bob', `/transfers/${transferId}`), 404, 'not-found');
  });
});

describe('what a caller may do', () => {
  it('lets an operator list the customers, and a customer not', async () => {
    assert.equal((await bank().as('olivia', '/customers')).status, 200);
    assertProblem(await bank().as('alice', '/customers'), 403, 'access-denied');
  });

  it("refuses an operator a customer's doors", async () => {
    assertProblem(await bank().as('olivia', '/accounts'), 403, 'access-denied');
  });

  it('refuses a token that lacks the scope', async () => {
    trust(bank().demo.caFile);
    const token = await serviceToken(bank().demo);
    const answer = await bank().client.call('/accounts', { headers: { authorization: `Bearer ${token}` } });
    assertProblem(answer, 403, 'access-denied');
  });

  it('refuses a token that has the scope and no role with the permission', async () => {
    trust(bank().demo.caFile);
    const token = await serviceToken(bank().demo);
    const answer = await bank().client.call('/customers', { headers: { authorization: `Bearer ${token}` } });
    assertProblem(answer, 403, 'permission-denied');
  });
});

describe('doors that are not there', () => {
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', '/admin'],
    ['DELETE', '/accounts'],
    ['PUT', '/transfers'],
    ['GET', '/accounts/x/y/z'],
    ['OPTIONS', '/accounts'],
    ['TRACE', '/health'],
  ] as const) {
    it(`answers ${method} ${path} as AWS does, 403 unknown-route`, async () => {
      assertEdgeProblem(await bank().client.call(path, { method }), 403, 'unknown-route');
    });
  }
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { approve, outOfReach } from './approve.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

const added = z.strictObject({ payeeId: z.string(), name: z.string(), accountId: z.string(), addedAt: z.string() });
const add = (body: object, proof?: string) =>
  bank().as('alice', '/payees', {
    method: 'POST',
    ...(proof !== undefined && { headers: { 'one-time-proof': proof } }),
    body,
  });
const pay = (to: string) =>
  bank().as('alice', '/transfers', {
    method: 'POST',
    headers: { 'idempotency-key': randomUUID() },
    body: { from: bank().demo.users.alice.accounts[0], to, amount: 100, currency: 'EUR' },
  });

describe('a payee', () => {
  it('is added with an approval, paid without one, and gone when removed', async (context) => {
    if (bank().runtime === undefined) return context.skip(outOfReach);
    const opened = await bank().as('bob', '/accounts', { method: 'POST', body: { name: 'Boat', currency: 'EUR' } });
    const { accountId } = z.looseObject({ accountId: z.string() }).parse(opened.json);
    const payee = { name: "Bob's boat", accountId };
    assertProblem(await pay(accountId), 403, 'approval-required');
    assertProblem(await add(payee), 403, 'approval-required');

    const proof = await approve(bank(), 'alice', { purpose: 'payee', transaction: payee });
    const answer = await add(payee, proof);
    assert.equal(answer.status, 201, answer.text);
    const { payeeId } = added.parse(answer.json);
    assertProblem(await add(payee, proof), 409, 'payee-exists');
    assert.ok((await bank().as('alice', '/payees')).text.includes(payeeId));
    assert.ok(!(await bank().as('bob', '/payees')).text.includes(payeeId));
    assert.equal((await pay(accountId)).status, 201);

    const remove = (user: 'alice' | 'bob') => bank().as(user, `/payees/${payeeId}`, { method: 'DELETE' });
    assertProblem(await remove('bob'), 404, 'not-found');
    assert.equal((await remove('alice')).status, 204);
    assertProblem(await remove('alice'), 404, 'not-found');
    assertProblem(await pay(accountId), 403, 'approval-required');
    assertProblem(await add(payee, proof), 403, 'approval-required');
  });

  it('is no business of operators', async () => {
    assertProblem(await bank().as('olivia', '/payees'), 403, 'access-denied');
  });
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();
const Accounts = z.looseObject({ items: z.array(z.looseObject({ name: z.string() })) });

const open = (key: string | undefined, name: string, user: 'alice' | 'bob' = 'alice') =>
  bank().as(user, '/accounts', {
    method: 'POST',
    headers: key === undefined ? {} : { 'idempotency-key': key },
    body: { name, currency: 'EUR' },
  });
const count = async (name: string, user: 'alice' | 'bob' = 'alice') =>
  Accounts.parse((await bank().as(user, '/accounts')).json).items.filter((account) => account.name === name).length;

describe('opening an account with an idempotency key', () => {
  it('twice opens one, and both are told the same', async () => {
    const [key, name] = [randomUUID(), 'Twice'];
    const [first, second] = [await open(`"${key}"`, name), await open(key, name)];
    assert.deepEqual([first.status, second.status, second.text], [201, 201, first.text]);
    assert.equal(second.headers['location'], first.headers['location']);
    assert.equal(await count(name), 1);
  });

  it('many times at once opens one; who comes too early is told to come back', async () => {
    const [key, name] = [randomUUID(), 'At once'];
    const answers = await Promise.all(Array.from({ length: 8 }, () => open(key, name)));
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      assertProblem(answer, 409, 'idempotency-key-in-use');
      assert.equal(answer.headers['retry-after'], '1');
    }
    assert.equal(await count(name), 1);
    assert.equal((await open(key, name)).status, 201);
  });

  it('of another request is refused', async () => {
    const key = randomUUID();
    await open(key, 'First');
    assertProblem(await open(key, 'Second'), 422, 'idempotency-key-reused');
    assert.equal(await count('Second'), 0);
  });

  it('of another customer is a key of its own', async () => {
    const key = randomUUID();
    assert.equal((await open(key, 'Mine')).status, 201);
    assert.equal((await open(key, 'Mine', 'bob')).status, 201);
    assert.deepEqual([await count('Mine'), await count('Mine', 'bob')], [1, 1]);
  });

  it('that is none is refused, and none at all is not missed', async () => {
    assert.deepEqual(assertProblem(await open('"open', 'Odd'), 400, 'invalid-request'), ['/headers/idempotency-key']);
    assert.equal((await open(undefined, 'Without')).status, 201);
  });
});

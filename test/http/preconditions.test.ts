import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();
const household = () => `/accounts/${bank().demo.users.alice.accounts[0]}`;
const Named = z.looseObject({ name: z.string() });

const read = (headers: Readonly<Record<string, string>> = {}) => bank().as('alice', household(), { headers });
const rename = (match: string | undefined, name = 'Home') =>
  bank().as('alice', household(), {
    method: 'PATCH',
    headers: match === undefined ? {} : { 'if-match': match },
    body: { name },
  });
const currentTag = async () => String((await read()).headers['etag']);

describe('an account with a version', () => {
  it('is answered with an entity tag, and with 304 and no body to who has it', async () => {
    const { status, headers } = await read();
    assert.deepEqual([status, /^"v\d+"$/.test(String(headers['etag']))], [200, true]);
    const unchanged = await read({ 'if-none-match': String(headers['etag']) });
    assert.deepEqual([unchanged.status, unchanged.text, unchanged.headers['etag']], [304, '', headers['etag']]);
    assert.equal(unchanged.headers['cache-control'], 'no-store');
    assert.equal((await read({ 'if-none-match': '"v999999"' })).status, 200);
  });

  it('is not changed without saying which version is meant', async () => {
    assertProblem(await rename(undefined), 428, 'precondition-required');
    assertProblem(await rename('*'), 428, 'precondition-required');
    assert.deepEqual(assertProblem(await rename('v1'), 400, 'invalid-request'), ['/headers/if-match']);
  });

  it('is changed once by those who decided on one version, and the others are told', async () => {
    const tag = await currentTag();
    const answers = await Promise.all(['One', 'Two', 'Three', 'Four'].map((name) => rename(tag, name)));
    const won = answers.filter(({ status }) => status === 200);
    assert.equal(won.length, 1);
    for (const answer of answers) if (answer.status !== 200) assertProblem(answer, 412, 'precondition-failed');
    assert.equal(Named.parse((await read()).json).name, Named.parse(won[0]?.json).name);
    assert.notEqual(await currentTag(), tag);
  });

  it('has another version once money has moved', async () => {
    const before = await currentTag();
    const [from, to] = bank().demo.users.alice.accounts;
    const transfer = await bank().as('alice', '/transfers', {
      method: 'POST',
      headers: { 'idempotency-key': `"${crypto.randomUUID()}"` },
      body: { from, to, amount: 1, currency: 'EUR' },
    });
    assert.equal(transfer.status, 201, transfer.text);
    assertProblem(await rename(before), 412, 'precondition-failed');
  });
});

describe('an account that its owner shares', () => {
  it('is seen by that customer, changed by the owner only, and nobody’s once the owner says so', async () => {
    const reader = `${household()}/readers/${bank().demo.users.bob.subject}`;
    const asBob = () => bank().as('bob', household());
    assertProblem(await asBob(), 404, 'not-found');
    assert.equal((await bank().as('alice', reader, { method: 'PUT' })).status, 204);
    const seen = await asBob();
    assert.equal(seen.status, 200);
    const attempt = await bank().as('bob', household(), {
      method: 'PATCH',
      headers: { 'if-match': String(seen.headers['etag']) },
      body: { name: 'Mine' },
    });
    assertProblem(attempt, 404, 'not-found');
    assert.match((await bank().as('alice', `${household()}/readers`)).text, new RegExp(bank().demo.users.bob.subject));
    assert.equal((await bank().as('alice', reader, { method: 'DELETE' })).status, 204);
    assertProblem(await asBob(), 404, 'not-found');
  });
});

describe('the file of a customer', () => {
  const file = () => `/customers/${bank().demo.users.alice.subject}`;

  it('shows operators more than the customer, and lets them set more', async () => {
    const whole = await bank().as('olivia', file());
    const noted = await bank().as('olivia', file(), {
      method: 'PATCH',
      headers: { 'if-match': String(whole.headers['etag']) },
      body: { name: 'Alice', note: 'Moves in May' },
    });
    assert.equal(noted.status, 200, noted.text);
    const own = await bank().as('alice', file());
    assert.deepEqual([own.status, own.text.includes('May')], [200, false]);
    const change = (body: unknown) =>
      bank().as('alice', file(), { method: 'PATCH', headers: { 'if-match': String(own.headers['etag']) }, body });
    assert.deepEqual(assertProblem(await change({ name: 'Al', note: 'Is rich' }), 400, 'invalid-request'), [
      '/body/note',
    ]);
    const changed = await change({ name: 'Al' });
    assert.deepEqual([changed.status, changed.text.includes('May')], [200, false]);
    assert.match((await bank().as('olivia', file())).text, /Moves in May/);
    assertProblem(await bank().as('bob', file()), 404, 'not-found');
  });
});

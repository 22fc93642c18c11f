import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { assertEdgeProblem } from './assert-edge-problem.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

const order = () => ({
  from: bank().demo.users.alice.accounts[0],
  to: bank().demo.users.bob.accounts[0],
  amount: 100,
  currency: 'EUR',
});
const send = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  bank().as('alice', '/transfers', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });

describe('input that keeps the contract', () => {
  it('is accepted', async () => {
    const answer = await send({ ...order(), reference: "O'Neil & sons, rent 11/2026" });
    assert.equal(answer.status, 201, answer.text);
  });

  it('is answered in exactly the shape of the contract', async () => {
    const { json } = await send(order());
    assert.deepEqual(Object.keys(json as object).sort(), [
      'amount',
      'bookedAt',
      'currency',
      'from',
      'to',
      'transferId',
    ]);
  });
});

describe('input that breaks the contract is refused, pointing at every fault', () => {
  it('in the path', async () => {
    assert.deepEqual(assertProblem(await bank().as('alice', '/accounts/not-an-id'), 400, 'invalid-request'), [
      '/path/accountId',
    ]);
  });

  it('in the query: a bad value, an unknown parameter, a parameter twice', async () => {
    const path = `/accounts/${bank().demo.users.alice.accounts[0]}/transactions`;
    const at = async (query: string) =>
      assertProblem(await bank().as('alice', `${path}?${query}`), 400, 'invalid-request');
    assert.deepEqual(await at('limit=1000'), ['/query/limit']);
    assert.deepEqual(await at('limitt=10'), ['/query/limitt']);
    assert.deepEqual(await at('limit=10&limit=20'), ['/query/limit']);
    const answer = await bank().as('alice', '/accounts?debug=1&admin=1');
    assert.deepEqual(assertProblem(answer, 400, 'invalid-request'), ['/query/debug', '/query/admin']);
  });

  it('in a header', async () => {
    const answer = await send(order(), { 'idempotency-key': 'x'.repeat(300) });
    assert.deepEqual(assertProblem(answer, 400, 'invalid-request'), ['/headers/idempotency-key']);
  });

  it('in the body: types, bounds, unknown keys, missing keys, all at once', async () => {
    const pointers = assertProblem(
      await send({ from: 'acc_1', amount: -1, currency: 'XXX', admin: true }),
      400,
      'invalid-request',
    );
    assert.deepEqual([...pointers].sort(), ['/body/admin', '/body/amount', '/body/currency', '/body/from', '/body/to']);
  });

  it('without repeating what was sent', async () => {
    const answer = await send({ ...order(), currency: 'sesame-open' });
    assert.ok(!answer.text.includes('sesame-open'));
  });
});

describe('a body is refused', () => {
  it('when a required header is missing, by the gateway', async () => {
    const answer = await bank().as('alice', '/transfers', { method: 'POST', body: order() });
    assertProblem(answer, 400, 'missing-parameter');
    assert.match(
      answer.text,
      /"errors":\[\{"pointer":"","detail":"Missing required request parameters: \[idempotency-key\]"\}\]/i,
    );
  });

  it('when it is no JSON', async () => {
    for (const text of ['', '{', '{"a":1}x', "{'a':1}", 'NaN', '{"a":01}']) {
      const { status, text: answered } = await send(text);
      assert.equal(status, 400, `${text} was answered ${answered}`);
    }
  });

  it('when it names a key twice, or reaches for a prototype', async () => {
    const text = JSON.stringify(order());
    assertProblem(await send(text.replace('{', '{"amount":1,')), 400, 'malformed-json');
    // To the firewall this is no JSON, and letters that are written as escapes look like a script's.
    assertProblem(await send(text.replace('{', '{"\\u0061mount":1,')), 403, 'refused-by-firewall');
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const { status } = await send(text.replace('{', `{"${key}":{"isAdmin":true},`));
      assert.equal(status, 400, key);
    }
  });

  it('when it is of another content type, or of none', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      assertEdgeProblem(await send(order(), { 'content-type': type }), 415, 'unsupported-media-type');
    }
  });

  it("when it is larger than the endpoint's own limit", async () => {
    const answer = await send({ ...order(), reference: 'a'.repeat(4_200) });
    assertEdgeProblem(answer, 413, 'body-too-large');
  });
});

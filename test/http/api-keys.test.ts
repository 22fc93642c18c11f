import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

const issued = z.looseObject({ keyId: z.string(), apiKey: z.string(), expiresAt: z.string(), status: z.string() });
const listed = z.strictObject({
  items: z.array(z.looseObject({ keyId: z.string(), status: z.string() })),
  next: z.string().optional(),
});
const wanted = {
  name: 'Acme Ltd',
  purpose: 'Shows our rates to its customers',
  scopes: ['bank/rates.read'],
  roles: ['partner'],
  expiresInDays: 30,
};

const post = (path: string, body: unknown, who: 'alice' | 'olivia' = 'olivia') =>
  bank().as(who, path, { method: 'POST', body });
async function issue(changes: object = {}) {
  const answer = await post('/api-keys', { ...wanted, ...changes });
  assert.equal(answer.status, 201, answer.text);
  assert.equal(answer.headers['cache-control'], 'no-store');
  return issued.parse(answer.json);
}
const revoke = (keyId: string) => bank().as('olivia', `/api-keys/${keyId}`, { method: 'DELETE' });
const rates = (apiKey: string) => bank().client.call('/rates', { headers: { 'x-api-key': apiKey } });

/** All keys, page by page. */
async function list() {
  const items: z.infer<typeof listed>['items'] = [];
  let next: string | undefined;
  do {
    const answer = await bank().as('olivia', `/api-keys?limit=3${next === undefined ? '' : `&cursor=${next}`}`);
    assert.equal(answer.status, 200, answer.text);
    const page = listed.parse(answer.json);
    items.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return items;
}

describe('an API key that an operator issued', () => {
  it('opens what it was issued for, is listed without its secret, and shows that it was used', async () => {
    const { apiKey, keyId } = await issue();
    assert.equal((await rates(apiKey)).status, 200);
    const key = (await list()).find((each) => each.keyId === keyId);
    assert.equal(key?.status, 'active');
    assert.equal(key?.['createdBy'], bank().demo.users.olivia.subject);
    assert.ok(Math.abs(Date.parse(String(key?.['lastUsedAt'])) - Date.now()) < 60_000);
    assert.ok(!JSON.stringify(key).includes(apiKey));
  });

  it('is refused where it may not be used from', async () => {
    const { apiKey } = await issue({ allowedCidrs: ['203.0.113.0/24'] });
    assertProblem(await rates(apiKey), 401, 'unauthenticated');
  });

  it('opens nothing once it is revoked', async () => {
    const { apiKey, keyId } = await issue();
    assert.equal((await revoke(keyId)).status, 204);
    assert.equal((await revoke(keyId)).status, 204);
    assertProblem(await rates(apiKey), 401, 'unauthenticated');
    assertProblem(await revoke('000000000000'), 404, 'not-found');
  });

  it('is replaced once, by one that lives no longer; without an overlap the old one ends at once', async () => {
    const old = await issue();
    const rotate = () => post(`/api-keys/${old.keyId}/rotate`, { graceSeconds: 0 });
    const answers = await Promise.all([rotate(), rotate()]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    const successor = issued.parse(answers.find(({ status }) => status === 201)?.json);
    assert.equal(successor.expiresAt, old.expiresAt);
    for (const answer of answers.filter(({ status }) => status === 409)) assertProblem(answer, 409, 'api-key-replaced');
    assertProblem(await rates(old.apiKey), 401, 'unauthenticated');
    assert.equal((await rates(successor.apiKey)).status, 200);
  });

  it('is limited to partners and to their scopes', async () => {
    const pointers = assertProblem(await post('/api-keys', { ...wanted, roles: ['operator'] }), 400, 'invalid-request');
    assert.deepEqual(pointers, ['/body/roles/0']);
    assertProblem(await post('/api-keys', { ...wanted, scopes: ['bank/api-keys.write'] }), 400, 'invalid-request');
  });
});

describe('the doors to the API keys', () => {
  it('are shut for customers, who have no such scope', async () => {
    assertProblem(await bank().as('alice', '/api-keys'), 403, 'access-denied');
    assertProblem(await post('/api-keys', wanted, 'alice'), 403, 'access-denied');
    assertProblem(await post('/api-keys/000000000000/rotate', { graceSeconds: 0 }, 'alice'), 403, 'access-denied');
    assertProblem(await bank().as('alice', '/api-keys/000000000000', { method: 'DELETE' }), 403, 'access-denied');
  });

  it('are shut for partners, whose keys are no tokens', async () => {
    for (const [method, path] of [
      ['GET', '/api-keys'],
      ['DELETE', '/api-keys/000000000000'],
    ] as const) {
      const answer = await bank().client.call(path, { method, headers: { 'x-api-key': bank().demo.partner.apiKey } });
      assertProblem(answer, 401, 'unauthenticated');
    }
  });
});

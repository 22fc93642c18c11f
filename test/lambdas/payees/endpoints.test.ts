import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { newId } from '../../../lambdas/ledger/new-id.ts';
import { codeIn, serveApprovals } from '../otp/serve-approvals.ts';
import { call, loadHandler, signedIn } from '../support.ts';

const bank = await serveApprovals();
after(() => bank.close());

const handlers = {
  add: await loadHandler('payees/add', 'customer'),
  list: await loadHandler('payees/list', 'customer'),
  remove: await loadHandler('payees/remove', 'customer'),
  request: await loadHandler('otp/request', 'customer'),
  verify: await loadHandler('otp/verify', 'customer'),
};
const scopes = 'bank/payees.read bank/payees.write bank/one-time-codes.write';
const as = (sub: string) => signedIn(sub, 'customer', scopes);

let people = 0;
async function customer() {
  people += 1;
  const email = `friend${people}@example.com`;
  return { email, sub: await bank.user(`friend${people}`, { email, email_verified: 'true' }) };
}
const add = (sub: string, payee: object, proof?: string) =>
  call(handlers.add, 'POST /payees', {
    ...as(sub),
    multiValueHeaders: { 'Content-Type': ['application/json'], ...(proof && { 'One-Time-Proof': [proof] }) },
    body: JSON.stringify(payee),
  });
const list = (sub: string, query: Readonly<Record<string, string[]>> | null = null) =>
  call(handlers.list, 'GET /payees', { ...as(sub), multiValueQueryStringParameters: query });
const remove = (sub: string, payeeId: string) =>
  call(handlers.remove, 'DELETE /payees/{payeeId}', { ...as(sub), multiValueHeaders: {}, pathParameters: { payeeId } });

async function proofFor({ sub, email }: Awaited<ReturnType<typeof customer>>, transaction: object): Promise<string> {
  const asked = await call(handlers.request, 'POST /otp/challenges', {
    ...as(sub),
    body: JSON.stringify({ purpose: 'payee', transaction, channel: 'email' }),
  });
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const { body } = await call(handlers.verify, 'POST /otp/challenges/{challengeId}/verify', {
    ...as(sub),
    pathParameters: { challengeId: asked.body.challengeId },
    body: JSON.stringify({ code: codeIn(bank.lastMessageTo(email)) }),
  });
  return body.proof;
}
const somebody = () => ({ name: 'Bob', accountId: newId('acc') });

describe('POST /payees', () => {
  it('registers what was approved', async () => {
    const [who, bob] = [await customer(), somebody()];
    const { status, body } = await add(who.sub, bob, await proofFor(who, bob));
    assert.equal(status, 201);
    assert.partialDeepStrictEqual(body, { ...bob, payeeId: bob.accountId.replace('acc', 'pay') });
    assert.deepEqual((await list(who.sub)).body, { items: [body] });
  });

  it('registers nothing without an approval, with one for another payee, or with one that was spent', async () => {
    const [who, bob, eve] = [await customer(), somebody(), somebody()];
    const proof = await proofFor(who, bob);
    for (const [payee, shown] of [
      [bob, undefined],
      [eve, proof],
      [{ ...bob, name: 'Bobby' }, proof],
    ] as const) {
      const { status, body } = await add(who.sub, payee, shown);
      assert.deepEqual([status, body.code], [403, 'approval-required']);
      assert.equal(body.errors[0].pointer, '/headers/one-time-proof');
    }
    assert.deepEqual((await list(who.sub)).body, { items: [] });
    assert.equal((await add(who.sub, bob, proof)).status, 201);
    assert.equal((await remove(who.sub, bob.accountId.replace('acc', 'pay'))).status, 204);
    assert.equal((await add(who.sub, bob, proof)).body.code, 'approval-required');
  });

  it('registers an account once, and spends one of two approvals', async () => {
    const [who, bob] = [await customer(), somebody()];
    const [first, second] = [await proofFor(who, bob), await proofFor(who, bob)];
    const answers = await Promise.all([add(who.sub, bob, first), add(who.sub, bob, second)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'payee-exists');
    await remove(who.sub, bob.accountId.replace('acc', 'pay'));
    const again = await Promise.all([add(who.sub, bob, first), add(who.sub, bob, second)]);
    assert.deepEqual(again.map(({ status }) => status).sort(), [201, 403]);
  });

  it('takes no account that could be none, and no name that could do harm', async () => {
    const { sub } = await customer();
    for (const payee of [{ ...somebody(), accountId: 'acc_1' }, { ...somebody(), name: '<b>' }, { name: 'Bob' }]) {
      assert.equal((await add(sub, payee)).body.code, 'invalid-request');
    }
  });
});

describe('the payees of a customer', () => {
  it("are listed page by page, and are nobody else's", async () => {
    const [who, other] = [await customer(), await customer()];
    const accounts = Array.from({ length: 5 }, () => newId('acc'));
    for (const accountId of accounts) await bank.befriend(who.sub, accountId);
    const seen: string[] = [];
    let query: Record<string, string[]> = { limit: ['2'] };
    for (let pages = 0; pages < 5; pages += 1) {
      const { body } = await list(who.sub, query);
      seen.push(...body.items.map(({ accountId }: { accountId: string }) => accountId));
      if (body.next === undefined) break;
      query = { limit: ['2'], cursor: [body.next] };
    }
    assert.deepEqual(seen, accounts.toSorted());
    assert.deepEqual((await list(other.sub)).body, { items: [] });
    assert.deepEqual((await list(other.sub, query)).body.code, 'invalid-cursor');
  });

  it('are removed by nobody else', async () => {
    const [who, other] = [await customer(), await customer()];
    const accountId = newId('acc');
    await bank.befriend(who.sub, accountId);
    const payeeId = accountId.replace('acc', 'pay');
    assert.deepEqual((await remove(other.sub, payeeId)).body.code, 'not-found');
    assert.equal((await remove(who.sub, payeeId)).status, 204);
    assert.deepEqual((await remove(who.sub, payeeId)).body.code, 'not-found');
  });
});

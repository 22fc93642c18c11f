import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { newId } from '../../../lambdas/ledger/new-id.ts';
import type { Currency } from '../../../lambdas/schemas.ts';
import { codeIn, serveApprovals } from '../otp/serve-approvals.ts';
import { call, loadHandler, signedIn } from '../support.ts';

const bank = await serveApprovals();
after(() => bank.close());

const handlers = {
  transfer: await loadHandler('transfers/create', 'customer'),
  request: await loadHandler('otp/request', 'customer'),
  verify: await loadHandler('otp/verify', 'customer'),
};
const scopes = 'bank/transfers.write bank/one-time-codes.write';
const limit = 100_000;

let people = 0;
async function customer() {
  people += 1;
  const email = `payer${people}@example.com`;
  return { email, sub: await bank.user(`payer${people}`, { email, email_verified: 'true' }) };
}
type Customer = Awaited<ReturnType<typeof customer>>;

async function funded(owner: string): Promise<string> {
  const account = { accountId: newId('acc'), name: 'Current', currency: 'EUR' as Currency, balance: 10_000_000 };
  await bank.fund({ ...account, status: 'active', openedAt: '2026-01-01T00:00:00Z' }, owner);
  return account.accountId;
}
const balanceOf = async (accountId: string) => {
  const key = { S: `ACCOUNT#${accountId}` };
  const { Item } = await bank.client.send(new GetItemCommand({ TableName: 'Ledger', Key: { pk: key, sk: key } }));
  return Number(Item?.['balance']?.N);
};

interface Order {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
  readonly currency: string;
  readonly reference?: string;
}
interface Means {
  readonly proof?: string | undefined;
  readonly key?: string;
  /** What the authorizer says of how the caller signed in. */
  readonly assurance?: Readonly<Record<string, string>>;
}
const pay = (sub: string, order: Order, { proof, key = randomUUID(), assurance = {} }: Means = {}) => {
  const { requestContext } = signedIn(sub, 'customer', scopes);
  const authorizer = { ...requestContext.authorizer, ...assurance };
  return call(handlers.transfer, 'POST /transfers', {
    requestContext: { ...requestContext, authorizer },
    multiValueHeaders: {
      'Content-Type': ['application/json'],
      'Idempotency-Key': [key],
      ...(proof !== undefined && { 'One-Time-Proof': [proof] }),
    },
    body: JSON.stringify(order),
  });
};
/** What a customer gets for answering the challenge for this transfer. */
async function proofFor({ sub, email }: Customer, transaction: object, purpose = 'transfer'): Promise<string> {
  const asked = await call(handlers.request, 'POST /otp/challenges', {
    ...signedIn(sub, 'customer', scopes),
    body: JSON.stringify({ purpose, transaction, channel: 'email' }),
  });
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const { body } = await call(handlers.verify, 'POST /otp/challenges/{challengeId}/verify', {
    ...signedIn(sub, 'customer', scopes),
    pathParameters: { challengeId: asked.body.challengeId },
    body: JSON.stringify({ code: codeIn(bank.lastMessageTo(email)) }),
  });
  return body.proof;
}
async function scene(amount = limit + 1) {
  const [payer, payee] = [await customer(), await customer()];
  const order: Order = { from: await funded(payer.sub), to: await funded(payee.sub), amount, currency: 'EUR' };
  return { payer, payee, order };
}
const answerOf = ({ status, body }: Awaited<ReturnType<typeof pay>>) => [status, body.code];
const needsApproval = [403, 'approval-required'];

describe('a transfer without an approval', () => {
  it('goes up to the limit to a registered payee, and not a cent further', async () => {
    const { payer, order } = await scene();
    await bank.befriend(payer.sub, order.to);
    assert.equal((await pay(payer.sub, { ...order, amount: limit })).status, 201);
    assert.deepEqual(answerOf(await pay(payer.sub, order)), needsApproval);
    assert.equal(await balanceOf(order.from), 10_000_000 - limit);
  });

  it('goes up to the limit between own accounts', async () => {
    const { payer, order } = await scene(limit);
    const own = await funded(payer.sub);
    assert.equal((await pay(payer.sub, { ...order, to: own })).status, 201);
    assert.deepEqual(answerOf(await pay(payer.sub, { ...order, to: own, amount: limit + 1 })), needsApproval);
  });

  it('goes to nobody else, and says what is needed', async () => {
    const { payer, payee, order } = await scene(1);
    // That the payee knows the payer is no reason.
    await bank.befriend(payee.sub, order.from);
    const { status, body } = await pay(payer.sub, order);
    assert.deepEqual([status, body.code], needsApproval);
    assert.equal(body.errors[0].pointer, '/headers/one-time-proof');
    assert.match(body.errors[0].detail, /POST \/otp\/challenges.*'transfer'/);
  });

  it('tells nothing of the account that it was to go to', async () => {
    const { payer, order } = await scene(1);
    const nobody = await pay(payer.sub, { ...order, to: newId('acc') });
    const { requestId: _, ...somebody } = (await pay(payer.sub, order)).body;
    assert.partialDeepStrictEqual(nobody.body, somebody);
  });

  it('from an account of somebody else is answered as before', async () => {
    const { payee, order } = await scene();
    assert.deepEqual(answerOf(await pay(payee.sub, order)), [404, 'not-found']);
  });
});

describe('a proof', () => {
  it('opens the transfer that it was asked for, once', async () => {
    const { payer, order } = await scene();
    const proof = await proofFor(payer, order);
    assert.equal((await pay(payer.sub, order, { proof })).status, 201);
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof })), needsApproval);
    assert.equal(await balanceOf(order.from), 10_000_000 - order.amount);
  });

  it('opens no other transfer, and is not spent by the attempt', async () => {
    const { payer, payee, order } = await scene();
    const proof = await proofFor(payer, { ...order, reference: 'Rent' });
    for (const changed of [
      { amount: order.amount + 1 },
      { amount: 1 },
      { to: await funded(payee.sub) },
      { from: await funded(payer.sub) },
      { currency: 'USD' },
      { reference: 'Rents' },
      { reference: undefined },
    ]) {
      const { status, body } = await pay(payer.sub, { ...order, reference: 'Rent', ...changed } as Order, { proof });
      assert.equal(status === 403 ? body.code : 'refused', status === 403 ? 'approval-required' : 'refused');
      assert.notEqual(status, 201, JSON.stringify(changed));
    }
    assert.equal((await pay(payer.sub, { ...order, reference: 'Rent' }, { proof })).status, 201);
  });

  it('of somebody else opens nothing', async () => {
    const { payer, order } = await scene();
    const thief = await customer();
    const proof = await proofFor(thief, order);
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof })), needsApproval);
  });

  it('for a payee opens no transfer', async () => {
    const { payer, order } = await scene();
    const proof = await proofFor(payer, { name: 'Bob', accountId: order.to }, 'payee');
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof })), needsApproval);
  });

  it('moves money once, however many requests bring it at the same moment', async () => {
    const { payer, order } = await scene();
    const proof = await proofFor(payer, order);
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(payer.sub, order, { proof })));
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.equal(await balanceOf(order.from), 10_000_000 - order.amount);
  });

  it('that was spent does not matter when a request is repeated with its key', async () => {
    const { payer, order } = await scene();
    const [proof, key] = [await proofFor(payer, order), randomUUID()];
    const first = await pay(payer.sub, order, { proof, key });
    assert.equal(first.status, 201);
    assert.deepEqual(await pay(payer.sub, order, { proof, key }), first);
    assert.deepEqual(await pay(payer.sub, order, { key }), first);
  });

  it('is kept when the transfer is refused for another reason', async () => {
    const { payer, order } = await scene(10_000_001);
    const proof = await proofFor(payer, order);
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof })), [422, 'insufficient-funds']);
    const key = { S: `ACCOUNT#${order.from}` };
    await bank.client.send(
      new UpdateItemCommand({
        TableName: 'Ledger',
        Key: { pk: key, sk: key },
        UpdateExpression: 'SET balance = balance + :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
    assert.equal((await pay(payer.sub, order, { proof })).status, 201);
  });

  it('ends five minutes after the code was answered', async () => {
    const { payer, order } = await scene();
    const proof = await proofFor(payer, order);
    await bank.client.send(
      new UpdateItemCommand({
        TableName: 'OneTimeCodes',
        Key: { id: { S: `CHALLENGE#${proof.slice(0, 36)}` } },
        UpdateExpression: 'SET proofExpiresAtSeconds = :now',
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(Date.now() / 1_000)) } },
      }),
    );
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof })), needsApproval);
  });

  it('that nobody gave is none, not even where none is needed', async () => {
    const { payer, order } = await scene(1);
    await bank.befriend(payer.sub, order.to);
    const invented = `${randomUUID()}.${'A'.repeat(43)}`;
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof: invented })), needsApproval);
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof: 'A' })), [400, 'invalid-request']);
    const { proof: unsolved } = { proof: `${(await challengeOf(payer, order)).challengeId}.${'A'.repeat(43)}` };
    assert.deepEqual(answerOf(await pay(payer.sub, order, { proof: unsolved })), needsApproval);
  });
});

describe('a token', () => {
  it('approves nothing by itself, however strong and recent the sign-in was', async () => {
    const { payer, order } = await scene();
    const assurance = { acr: 'urn:cognito:loa:4', authTime: String(Math.floor(Date.now() / 1_000)) };
    assert.deepEqual(answerOf(await pay(payer.sub, order, { assurance })), needsApproval);
  });
});

async function challengeOf({ sub }: Customer, transaction: object): Promise<{ readonly challengeId: string }> {
  const { body } = await call(handlers.request, 'POST /otp/challenges', {
    ...signedIn(sub, 'customer', scopes),
    body: JSON.stringify({ purpose: 'transfer', transaction, channel: 'email' }),
  });
  return body;
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import {
  AssociateSoftwareTokenCommand,
  DeleteUserCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { cognitoOf } from '../../scripts/bank/sdk-clients.ts';
import { answerChallenge, approve, askForCode, lastMessageTo, outOfReach } from './approve.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();
// Alice may be sent three messages in this time, and so may Bob; each test says whom it asks.
type Payer = 'alice' | 'bob';

const order = (user: Payer, amount = 150_000) => ({
  from: bank().demo.users[user].accounts[0],
  to: bank().demo.users[user === 'alice' ? 'bob' : 'alice'].accounts[0],
  amount,
  currency: 'EUR',
});
const pay = (user: Payer, body: object, proof?: string) =>
  bank().as(user, '/transfers', {
    method: 'POST',
    headers: { 'idempotency-key': randomUUID(), ...(proof !== undefined && { 'one-time-proof': proof }) },
    body,
  });

describe('a transfer above the limit', () => {
  it('needs a one-time password, which names it, opens it once, and opens no other', async (context) => {
    if (bank().runtime === undefined) return context.skip(outOfReach);
    const wish = { purpose: 'transfer', transaction: order('alice') } as const;
    assert.deepEqual(assertProblem(await pay('alice', order('alice')), 403, 'approval-required'), [
      '/headers/one-time-proof',
    ]);
    const { challengeId, code, message, maskedDestination } = await askForCode(bank(), 'alice', wish);
    assert.equal(maskedDestination, 'a***@e***.com');
    assert.ok(message?.text.includes(`1,500.00 EUR to ${order('alice').to}`), message?.text);
    assert.equal(message?.sentBy, 'ses');

    assertProblem(await answerChallenge(bank(), 'bob', challengeId, code), 400, 'code-refused');
    const answered = await answerChallenge(bank(), 'alice', challengeId, code);
    assert.equal(answered.status, 200, answered.text);
    assert.equal(answered.headers['cache-control'], 'no-store');
    const { proof } = answered.json as { readonly proof: string };

    assertProblem(await pay('alice', order('alice', 150_001), proof), 403, 'approval-required');
    assertProblem(await pay('bob', order('bob'), proof), 403, 'approval-required');
    const answers = await Promise.all(Array.from({ length: 5 }, () => pay('alice', order('alice'), proof)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 403, 403, 403, 403]);
  });

  it('is not opened by guessing: after five tries nobody knows the code', async (context) => {
    if (bank().runtime === undefined) return context.skip(outOfReach);
    const { challengeId, code } = await askForCode(bank(), 'bob', { purpose: 'transfer', transaction: order('bob') });
    const guesses = Array.from({ length: 40 }, (_, index) =>
      String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0'),
    );
    // The gateway refuses some of them before anybody looks at them.
    const answers = await Promise.all(guesses.map((guess) => answerChallenge(bank(), 'bob', challengeId, guess)));
    assert.ok(answers.filter(({ status }) => status === 400).length > 5);
    assert.ok(answers.every(({ status }) => status === 400 || status === 429));
    let last = await answerChallenge(bank(), 'bob', challengeId, code);
    for (let time = 0; time < 20 && last.status === 429; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      last = await answerChallenge(bank(), 'bob', challengeId, code);
    }
    assertProblem(last, 400, 'code-refused');
  });
});

describe('where a code goes', () => {
  it('is not for a stolen access token to say', async (context) => {
    if (bank().runtime === undefined) return context.skip(outOfReach);
    const cognito = cognitoOf(bank().demo);
    const AccessToken = await bank().token('alice');
    for (const UserAttributes of [
      [{ Name: 'email', Value: 'thief@example.com' }],
      [{ Name: 'phone_number', Value: '+41791234567' }],
    ]) {
      await assert.rejects(cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes })), {
        name: 'NotAuthorizedException',
      });
    }
    cognito.destroy();
  });
});

describe('a stolen access token', () => {
  it('neither deletes its user nor changes the second factor', async (context) => {
    if (bank().runtime === undefined) return context.skip(outOfReach);
    const cognito = cognitoOf(bank().demo);
    const AccessToken = await bank().token('alice');
    const refused = { name: 'NotAuthorizedException' };
    await assert.rejects(cognito.send(new AssociateSoftwareTokenCommand({ AccessToken })), refused);
    await assert.rejects(cognito.send(new DeleteUserCommand({ AccessToken })), refused);
    cognito.destroy();
  });
});

describe('messages to one destination', () => {
  it('are three in fifteen minutes', async (context) => {
    if (bank().runtime === undefined) return context.skip(outOfReach);
    const wish = { purpose: 'payee', transaction: { name: 'Shop', accountId: `acc_${'0'.repeat(26)}` } } as const;
    await approve(bank(), 'alice', wish);
    await approve(bank(), 'alice', wish);
    const before = await lastMessageTo(bank(), 'alice@example.com');
    const fourth = await bank().as('alice', '/otp/challenges', { method: 'POST', body: { ...wish, channel: 'email' } });
    assertProblem(fourth, 429, 'too-many-requests');
    assert.deepEqual(await lastMessageTo(bank(), 'alice@example.com'), before);
  });

  it('go to no number that the user never verified', async () => {
    const asked = await bank().as('alice', '/otp/challenges', {
      method: 'POST',
      body: { purpose: 'transfer', transaction: order('alice'), channel: 'sms' },
    });
    assertProblem(asked, 409, 'no-verified-destination');
  });
});

describe('the door to one-time passwords', () => {
  it('is shut for operators', async () => {
    const body = { purpose: 'transfer', transaction: order('alice'), channel: 'email' };
    assertProblem(await bank().as('olivia', '/otp/challenges', { method: 'POST', body }), 403, 'access-denied');
  });
});

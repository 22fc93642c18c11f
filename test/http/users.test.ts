import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { GetTokensFromRefreshTokenCommand, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import * as z from 'zod';
import { cognitoOf } from '../../scripts/bank/sdk-clients.ts';
import { lastMessageTo, outOfReach } from './approve.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests } from './running-bank.ts';

const bank = bankForTests();

const user = z.looseObject({
  userId: z.string(),
  username: z.string(),
  status: z.string(),
  enabled: z.boolean(),
  roles: z.array(z.string()),
});
const page = z.strictObject({ items: z.array(z.looseObject({ email: z.string() })), next: z.string().optional() });
const asOlivia = (path: string, method = 'GET', body?: unknown) =>
  bank().as('olivia', path, { method, ...(body !== undefined && { body }) });
const read = async (userId: string) => user.parse((await asOlivia(`/users/${userId}`)).json);
const act = async (userId: string, action: string) => {
  const answer = await asOlivia(`/users/${userId}/${action}`, 'POST');
  assert.equal(answer.status, 204, answer.text);
};

/** What the pool says to who comes with the password of an invitation: the AWS SDK asks. */
async function signInWith(username: string, password: string): Promise<string> {
  const { demo } = bank();
  const cognito = cognitoOf(demo);
  try {
    const { ChallengeName } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: demo.clients.cli.clientId,
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    );
    return ChallengeName ?? 'signed in';
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  } finally {
    cognito.destroy();
  }
}
async function invitationOf(email: string): Promise<string> {
  const { text = '' } = (await lastMessageTo(bank(), email)) ?? {};
  return /password is (\S+?)\.?$/.exec(text.trim())?.[1] ?? '';
}

describe('a user that an operator made', () => {
  it('comes by the invitation, is shut out, let in and reset, and gets other roles', async (context) => {
    if (bank().runtime === undefined) return context.skip(outOfReach);
    const email = 'carol@example.com';
    const made = await asOlivia('/users', 'POST', { username: 'carol', email, roles: ['customer'] });
    assert.equal(made.status, 201, made.text);
    const { userId } = user.parse(made.json);
    const first = await invitationOf(email);
    assert.equal(await signInWith('carol', first), 'NEW_PASSWORD_REQUIRED');

    await act(userId, 'disable');
    assert.equal((await read(userId)).enabled, false);
    assert.equal(await signInWith('carol', first), 'NotAuthorizedException');
    await act(userId, 'enable');
    assert.equal(await signInWith('carol', first), 'NEW_PASSWORD_REQUIRED');

    await act(userId, 'reset-password');
    const second = await invitationOf(email);
    assert.notEqual(second, first);
    assert.equal(await signInWith('carol', first), 'NotAuthorizedException');
    assert.equal(await signInWith('carol', second), 'NEW_PASSWORD_REQUIRED');
    await act(userId, 'sign-out');

    assert.equal((await asOlivia(`/users/${userId}/roles`, 'PUT', { roles: ['operator'] })).status, 204);
    assert.deepEqual((await read(userId)).roles, ['operator']);
    assertProblem(await asOlivia(`/users/${userId}/roles`, 'PUT', { roles: ['root'] }), 400, 'invalid-request');
    const again = await asOlivia('/users', 'POST', { username: 'carol', email, roles: [] });
    assertProblem(again, 409, 'user-exists');
  });

  it('is found by the beginning of the address, page by page', async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const answer = await asOlivia(`/users?limit=1${next === undefined ? '' : `&cursor=${next}`}`);
      assert.equal(answer.status, 200, answer.text);
      const listed = page.parse(answer.json);
      seen.push(...listed.items.map(({ email }) => email));
      next = listed.next;
    } while (next !== undefined);
    assert.ok(seen.includes('alice@example.com') && seen.includes('olivia@example.com'));
    const found = page.parse((await asOlivia('/users?email=ali')).json);
    assert.deepEqual(
      found.items.map(({ email }) => email),
      ['alice@example.com'],
    );
  });
});

describe('what a user has open', () => {
  it('ends when an operator says so: the AWS SDK gets no new tokens, and no money moves by the old ones', async () => {
    const { demo } = bank();
    const { RefreshToken: refreshToken } = await bank().tokens('bob');
    const [from = ''] = demo.users.bob.accounts;
    const [to = ''] = demo.users.alice.accounts;
    const pay = () =>
      bank().as('bob', '/transfers', {
        method: 'POST',
        headers: { 'idempotency-key': randomUUID() },
        body: { from, to, amount: 100, currency: 'EUR' },
      });
    assert.equal((await pay()).status, 201);
    await act(demo.users.bob.subject, 'sign-out');
    const cognito = cognitoOf(demo);
    const refresh = new GetTokensFromRefreshTokenCommand({
      RefreshToken: refreshToken ?? '',
      ClientId: demo.clients.cli.clientId,
    });
    await assert.rejects(cognito.send(refresh), { name: /NotAuthorizedException|RefreshTokenReuseException/ });
    cognito.destroy();
    assertProblem(await pay(), 401, 'unauthenticated');
  });
});

describe('an operator', () => {
  it('neither disables himself nor changes his own roles', async () => {
    const { subject } = bank().demo.users.olivia;
    assertProblem(await asOlivia(`/users/${subject}/disable`, 'POST'), 409, 'own-user');
    assertProblem(await asOlivia(`/users/${subject}/roles`, 'PUT', { roles: [] }), 409, 'own-user');
    assert.deepEqual((await read(subject)).roles, ['operator']);
  });
});

describe('the doors to the users', () => {
  it('are shut for customers', async () => {
    const { subject } = bank().demo.users.bob;
    for (const [path, method] of [
      ['/users', 'GET'],
      [`/users/${subject}`, 'GET'],
      [`/users/${subject}/disable`, 'POST'],
      [`/users/${subject}/reset-password`, 'POST'],
    ] as const) {
      assertProblem(await bank().as('alice', path, { method }), 403, 'access-denied');
    }
    const body = { roles: ['operator'] };
    const promoted = await bank().as('alice', `/users/${bank().demo.users.alice.subject}/roles`, {
      method: 'PUT',
      body,
    });
    assertProblem(promoted, 403, 'access-denied');
  });
});

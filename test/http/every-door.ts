import assert from 'node:assert/strict';
import * as z from 'zod';
import type { HttpAnswer } from '../../scripts/https-client.ts';
import { answerChallenge, askForCode } from './approve.ts';
import type { RunningBank } from './running-bank.ts';

/** Routes, each with the answer to a request that the endpoint accepts. */
type Answers = readonly (readonly [route: string, answer: HttpAnswer])[];

/** Adds a payee with an approval, and removes it. */
export async function askAboutPayees(bank: RunningBank): Promise<Answers> {
  const payee = { name: 'Boat', accountId: `acc_${'1'.repeat(26)}` };
  const wish = { purpose: 'payee', transaction: payee } as const;
  const asked = await bank.as('alice', '/otp/challenges', { method: 'POST', body: { ...wish, channel: 'email' } });
  const { challengeId, code } = await askForCode(bank, 'alice', wish);
  const verified = await answerChallenge(bank, 'alice', challengeId, code);
  const { proof } = z.looseObject({ proof: z.string() }).parse(verified.json);
  const headers = { 'one-time-proof': proof };
  const added = await bank.as('alice', '/payees', { method: 'POST', headers, body: payee });
  const { payeeId } = z.looseObject({ payeeId: z.string() }).parse(added.json);
  return [
    ['POST /otp/challenges', asked],
    ['POST /otp/challenges/{challengeId}/verify', verified],
    ['POST /payees', added],
    ['GET /payees', await bank.as('alice', '/payees')],
    ['DELETE /payees/{payeeId}', await bank.as('alice', `/payees/${payeeId}`, { method: 'DELETE' })],
  ];
}

/** Makes a user and does everything to him that can be done to a user. */
export async function askAboutUsers(bank: RunningBank): Promise<Answers> {
  const ask = (path: string, method = 'GET', body?: unknown) =>
    bank.as('olivia', path, { method, ...(body !== undefined && { body }) });
  const made = await ask('/users', 'POST', { username: 'dave', email: 'dave@example.com', roles: ['customer'] });
  assert.equal(made.status, 201, made.text);
  const { userId } = z.looseObject({ userId: z.string() }).parse(made.json);
  return [
    ['POST /users', made],
    ['GET /users', await ask('/users')],
    ['GET /users/{userId}', await ask(`/users/${userId}`)],
    ['PUT /users/{userId}/roles', await ask(`/users/${userId}/roles`, 'PUT', { roles: ['operator'] })],
    ['POST /users/{userId}/sign-out', await ask(`/users/${userId}/sign-out`, 'POST')],
    ['POST /users/{userId}/reset-password', await ask(`/users/${userId}/reset-password`, 'POST')],
    ['POST /users/{userId}/disable', await ask(`/users/${userId}/disable`, 'POST')],
    ['POST /users/{userId}/enable', await ask(`/users/${userId}/enable`, 'POST')],
  ];
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { bankApi } from '../../lambdas/api.ts';
import { issueApiKey } from '../../lambdas/api-keys/issue/contract.ts';
import { reportLeaks } from '../../lambdas/secret-scanning/report/contract.ts';
import { listTransactions } from '../../lambdas/transactions/list/contract.ts';
import { createTransfer } from '../../lambdas/transfers/create/contract.ts';
import type { HttpAnswer } from '../../scripts/https-client.ts';
import { askAboutServices } from './ask-about-services.ts';
import { askAboutSettlements } from './ask-about-settlements.ts';
import { askAboutPayees, askAboutUsers } from './every-door.ts';
import { integrityAnswers } from './integrity-answers.ts';
import type { RunningBank } from './running-bank.ts';

/**
 * What every endpoint of the bank answers to a request that it accepts, but the one whose callers sign with keys that only
 * the internet has.
 *
 * @param butFor a route that is not asked @default none
 */
export async function askEveryDoor(bank: RunningBank, butFor?: string): Promise<ReadonlyMap<string, number>> {
  const [household = '', savings = ''] = bank.demo.users.alice.accounts;
  const transfer = await bank.as('alice', '/transfers', {
    method: 'POST',
    headers: { 'idempotency-key': randomUUID() },
    body: { from: household, to: savings, amount: 1, currency: 'EUR' },
  });
  const key = await bank.as('olivia', '/api-keys', {
    method: 'POST',
    body: { name: 'Acme', purpose: 'Rates', scopes: ['bank/rates.read'], roles: ['partner'], expiresInDays: 1 },
  });
  const { keyId } = z.looseObject({ keyId: z.string() }).parse(key.json);
  const { transferId } = z.looseObject({ transferId: z.string() }).parse(transfer.json);
  const answers = new Map<string, HttpAnswer>([
    [createTransfer.route, transfer],
    [issueApiKey.route, key],
    ['GET /health', await bank.client.call('/health')],
    ['GET /openapi.json', await bank.client.call('/openapi.json')],
    ['GET /.well-known/jwks.json', await bank.client.call('/.well-known/jwks.json')],
    ['GET /rates', await bank.client.call('/rates', { headers: { 'x-api-key': bank.demo.partner.apiKey } })],
    ['GET /me', await bank.as('alice', '/me')],
    ['GET /accounts', await bank.as('alice', '/accounts')],
    [
      'POST /accounts',
      await bank.as('alice', '/accounts', { method: 'POST', body: { name: 'Trip', currency: 'EUR' } }),
    ],
    ['GET /accounts/{accountId}', await bank.as('alice', `/accounts/${household}`)],
    ['GET /transfers/{transferId}', await bank.as('alice', `/transfers/${transferId}`)],
    ...(await integrityAnswers(bank)),
    ['GET /customers', await bank.as('olivia', '/customers')],
    ['GET /api-keys', await bank.as('olivia', '/api-keys')],
    [
      'POST /api-keys/{keyId}/rotate',
      await bank.as('olivia', `/api-keys/${keyId}/rotate`, { method: 'POST', body: { graceSeconds: 60 } }),
    ],
    ['DELETE /api-keys/{keyId}', await bank.as('olivia', `/api-keys/${keyId}`, { method: 'DELETE' })],
    ...(await askAboutPayees(bank)),
    ...(await askAboutUsers(bank)),
    ...(await askAboutSettlements(bank)),
    ...(await askAboutServices(bank)),
  ]);
  if (butFor !== listTransactions.route) {
    answers.set(listTransactions.route, await bank.as('alice', `/accounts/${household}/transactions`));
  }
  const notAsked = new Set<string | undefined>([butFor, reportLeaks.route]);
  const asked = bankApi.endpoints.map(({ route }) => route).filter((route) => !notAsked.has(route));
  assert.deepEqual([...answers.keys()].sort(), [...asked].sort());
  return new Map([...answers].map(([route, { status }]) => [route, status]));
}

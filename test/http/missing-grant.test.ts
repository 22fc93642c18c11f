import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import * as z from 'zod';
import { bankApi } from '../../lambdas/api.ts';
import { issueApiKey } from '../../lambdas/api-keys/issue/contract.ts';
import { reportLeaks } from '../../lambdas/secret-scanning/report/contract.ts';
import { listTransactions } from '../../lambdas/transactions/list/contract.ts';
import { createTransfer } from '../../lambdas/transfers/create/contract.ts';
import { askAboutServices } from './ask-about-services.ts';
import { askAboutSettlements } from './ask-about-settlements.ts';
import { synthesiseForTests } from './assembly.ts';
import { assertProblem } from './assert-problem.ts';
import { askAboutPayees, askAboutUsers } from './every-door.ts';
import { integrityAnswers } from './integrity-answers.ts';
import { type RunningBank, startBank } from './running-bank.ts';

const transactions = 'BankApi/Api/Handler-get-accounts-accountId-transactions';
const folder = mkdtempSync(join(tmpdir(), 'portcullis-assembly-'));

interface Policy {
  readonly Metadata?: Readonly<Record<string, string>>;
  readonly Properties: { readonly PolicyDocument: { readonly Statement: { Action: string | string[] }[] } };
}

/** The bank's assembly without one action in the policy of one handler. */
async function withoutAction(handlerPath: string, action: string): Promise<string> {
  cpSync(await synthesiseForTests(), folder, { recursive: true });
  const file = join(folder, 'BankApi.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  const holding = Object.values<Policy>(template.Resources)
    .filter(({ Metadata }) => Metadata?.['aws:cdk:path'] === `${handlerPath}/Role/Rights/Resource`)
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter((each) => [each.Action].flat().includes(action));
  assert.equal(holding.length, 1);
  for (const statement of holding) statement.Action = [statement.Action].flat().filter((each) => each !== action);
  writeFileSync(file, JSON.stringify(template));
  return folder;
}

/** The one that lost its right, and the one whose callers sign with keys that only the internet has. */
const notAsked: ReadonlySet<string> = new Set([listTransactions.route, reportLeaks.route]);

/** What every endpoint of the bank answers to a request that it accepts, all but the one that lost its right. */
async function askEveryOther(bank: RunningBank): Promise<ReadonlyMap<string, number>> {
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
  const answers = new Map([
    [createTransfer.route, transfer],
    [issueApiKey.route, key],
    ['GET /health', await bank.client.call('/health')],
    ['GET /openapi.json', await bank.client.call('/openapi.json')],
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
  const others = bankApi.endpoints.map(({ route }) => route).filter((route) => !notAsked.has(route));
  assert.deepEqual([...answers.keys()].sort(), [...others].sort());
  return new Map([...answers].map(([route, { status }]) => [route, status]));
}

describe('one action less in the policy of one handler', () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('makes exactly its endpoint fail, says nothing to the caller, and tells the developer how to grant it', async () => {
    const bank = await startBank(await withoutAction(transactions, 'dynamodb:Query'));
    try {
      const [account = ''] = bank.demo.users.alice.accounts;
      const asAlice = (path: string) => bank.as('alice', path);
      for (let time = 0; time < 2; time++) {
        const refused = await asAlice(`/accounts/${account}/transactions`);
        assertProblem(refused, 500, 'internal-error');
        assert.doesNotMatch(JSON.stringify(refused), /dynamodb|arn:|AccessDenied/i);
      }
      for (const [route, status] of await askEveryOther(bank)) assert.ok(status < 300, `${route}: ${status}`);

      const log = readFileSync(join(bank.runtime?.stateFolder ?? '', 'logs', 'refused-rights.log'), 'utf8');
      assert.deepEqual(log.match(/may not/g)?.length, 1, log);
      assert.ok(log.includes(`${transactions}/Function may not dynamodb:Query on BankData/Ledger/Table`), log);
      assert.match(log, /table\.grantReadData\(fn\)/);
      assert.match(log, /iam\.Grant\.addToPrincipal\(\{ grantee: fn, actions: \['dynamodb:Query'\]/);
    } finally {
      await bank.close();
    }
  });
});

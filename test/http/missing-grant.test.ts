import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { listTransactions } from '../../lambdas/transactions/list/contract.ts';
import { askEveryDoor } from './ask-every-door.ts';
import { synthesiseForTests } from './assembly.ts';
import { assertProblem } from './assert-problem.ts';
import { startBank } from './running-bank.ts';

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
      for (const [route, status] of await askEveryDoor(bank, listTransactions.route))
        assert.ok(status < 300, `${route}: ${status}`);

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

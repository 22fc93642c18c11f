import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { synthesiseForTests } from './assembly.ts';
import { assertProblem } from './assert-problem.ts';
import { changedCopy } from './changed-copy.ts';
import { startBank } from './running-bank.ts';

interface MethodSetting {
  readonly HttpMethod: string;
  readonly ResourcePath: string;
  readonly ThrottlingBurstLimit?: number;
}

/** The burst that the template gives `GET /customers`. */
function burstIn(assembly: string): number | undefined {
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'BankApi.template.json'), 'utf8'));
  const stage = Object.values<{ Type: string; Properties: { MethodSettings: MethodSetting[] } }>(Resources).find(
    ({ Type }) => Type === 'AWS::ApiGateway::Stage',
  );
  return stage?.Properties.MethodSettings.find(({ ResourcePath }) => ResourcePath === '/~1customers')
    ?.ThrottlingBurstLimit;
}

describe('one limit of a contract', () => {
  const copy = changedCopy();
  after(() => copy.remove());

  it('changes the template, and with it the answer on this machine', async () => {
    copy.replace(
      'lambdas/customers/list/contract.ts',
      "effect: 'reads',",
      "effect: 'reads',\n  limits: { ratePerSecond: 1, burst: 2 },",
    );
    const changed = await copy.synthesise();
    assert.equal(burstIn(changed), 2);
    assert.notEqual(burstIn(await synthesiseForTests()), 2);

    const bank = await startBank(changed);
    try {
      const headers = { authorization: `Bearer ${await bank.token('olivia')}` };
      const answers = await Promise.all([1, 2, 3].map(() => bank.client.call('/customers', { headers })));
      const refused = answers.filter(({ status }) => status !== 200);
      assert.equal(refused.length, 1);
      for (const answer of refused) assertProblem(answer, 429, 'too-many-requests');
    } finally {
      await bank.close();
    }
  });
});

import assert from 'node:assert/strict';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { synthesiseForTests } from './assembly.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests, startBank } from './running-bank.ts';

const bank = bankForTests();
const rates = () => bank().client.call('/rates', { headers: { 'x-api-key': bank().demo.partner.apiKey } });

describe('the plan of a partner', () => {
  it('allows a burst of 10, and refuses the 11th', async () => {
    const answers = await Promise.all(Array.from({ length: 11 }, rates));
    const refused = answers.filter(({ status }) => status !== 200);
    assert.equal(refused.length, 1);
    for (const answer of refused) assertProblem(answer, 429, 'too-many-requests');
  });

  it('ends with its quota', async () => {
    const assembly = mkdtempSync(join(tmpdir(), 'portcullis-assembly-'));
    cpSync(await synthesiseForTests(), assembly, { recursive: true });
    for (const file of globSync('BankApi.template.json', { cwd: assembly }).map((name) => join(assembly, name))) {
      const template = JSON.parse(readFileSync(file, 'utf8'));
      for (const resource of Object.values<{ Type: string; Properties: { Quota: { Limit: number } } }>(
        template.Resources,
      )) {
        if (resource.Type === 'AWS::ApiGateway::UsagePlan') resource.Properties.Quota.Limit = 3;
      }
      writeFileSync(file, JSON.stringify(template));
    }
    const small = await startBank(assembly);
    try {
      const call = () => small.client.call('/rates', { headers: { 'x-api-key': small.demo.partner.apiKey } });
      for (let turn = 0; turn < 3; turn += 1) assert.equal((await call()).status, 200);
      assertProblem(await call(), 429, 'quota-exceeded');
    } finally {
      await small.close();
      rmSync(assembly, { recursive: true, force: true });
    }
  });
});

describe('the throttle of an endpoint', () => {
  it("refuses what exceeds the contract's burst", async () => {
    const token = await bank().token('olivia');
    const answers = await Promise.all(
      Array.from({ length: 80 }, () =>
        bank().client.call('/customers', { headers: { authorization: `Bearer ${token}` } }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    assert.ok(refused.length > 0, 'nothing was refused');
    for (const answer of refused) assertProblem(answer, 429, 'too-many-requests');
  });
});

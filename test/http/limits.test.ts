import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as z from 'zod';
import type { HttpAnswer } from '../../scripts/https-client.ts';
import { synthesiseForTests } from './assembly.ts';
import { assertProblem } from './assert-problem.ts';
import { bankForTests, startBank } from './running-bank.ts';

const bank = bankForTests();
const rates = () => bank().client.call('/rates', { headers: { 'x-api-key': bank().demo.partner.apiKey } });

describe('the plan of a partner', () => {
  it('allows each of them a burst of 60 and a request a second, and says when there is more', async () => {
    const startedAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 90 }, rates));
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
    const refused = answers.filter(({ status }) => status !== 200);
    assert.ok(refused.length >= 30 - seconds && refused.length <= 30, `${refused.length} in ${seconds} s`);
    for (const answer of refused) {
      assertProblem(answer, 429, 'quota-exceeded');
      assert.match(String(answer.headers['retry-after']), /^[1-9]\d*$/);
      assert.match(String(answer.headers['ratelimit']), /^"burst";r=0;t=\d+, "day";r=\d+/);
    }
  });

  it('is one for each client: what one has used up, another still has', async () => {
    await Promise.all(Array.from({ length: 90 }, rates));
    const body = {
      ...{ name: 'Another', purpose: 'Has a bucket of its own', scopes: ['bank/rates.read'], roles: ['partner'] },
      ...{ expiresInDays: 1 },
    };
    const issued = await bank().as('olivia', '/api-keys', { method: 'POST', body });
    const { apiKey } = z.looseObject({ apiKey: z.string() }).parse(issued.json);
    assert.equal((await bank().client.call('/rates', { headers: { 'x-api-key': apiKey } })).status, 200);
  });

  it('ends with the quota of all partners together', async () => {
    await withPlan({ Quota: { Limit: 3, Period: 'DAY' } }, async (call) => {
      for (let turn = 0; turn < 3; turn += 1) assert.equal((await call()).status, 200);
      assertProblem(await call(), 429, 'quota-exceeded');
    });
  });

  it('ends with the burst of all partners together', async () => {
    await withPlan({ Throttle: { BurstLimit: 2, RateLimit: 0.01 } }, async (call) => {
      for (let turn = 0; turn < 2; turn += 1) assert.equal((await call()).status, 200);
      assertProblem(await call(), 429, 'too-many-requests');
    });
  });
});

/** A bank whose usage plan has other limits, of those that the template gives it. */
async function withPlan(
  limits: Readonly<Record<string, object>>,
  act: (call: () => Promise<HttpAnswer>) => Promise<void>,
): Promise<void> {
  const assembly = mkdtempSync(join(tmpdir(), 'portcullis-assembly-'));
  cpSync(await synthesiseForTests(), assembly, { recursive: true });
  const file = join(assembly, 'BankApi.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  for (const { Type, Properties } of Object.values<{ Type: string; Properties: Record<string, object> }>(
    template.Resources,
  )) {
    if (Type !== 'AWS::ApiGateway::UsagePlan') continue;
    for (const [name, limit] of Object.entries(limits)) {
      assert.ok(name in Properties, `the plan has a ${name}`);
      Properties[name] = limit;
    }
  }
  writeFileSync(file, JSON.stringify(template));
  const small = await startBank(assembly);
  try {
    await act(() => small.client.call('/rates', { headers: { 'x-api-key': small.demo.partner.apiKey } }));
  } finally {
    await small.close();
    rmSync(assembly, { recursive: true, force: true });
  }
}

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

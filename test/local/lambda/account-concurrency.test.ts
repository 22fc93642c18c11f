import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConcurrency } from '../../../lib/local/lambda/concurrency.ts';
import { createProcessBudget } from '../../../lib/local/lambda/process-budget.ts';
import { call, lambdaFixture, pidOf } from './fixture.ts';

describe('the concurrency of the account', () => {
  it('is what others do not reserve, and is shared by the functions that reserve none', () => {
    const concurrency = createConcurrency();
    concurrency.declare('reserved', 900);
    concurrency.declare('one', undefined);
    concurrency.declare('two', undefined);
    for (let n = 0; n < 50; n++) {
      assert.equal(concurrency.enter('one'), undefined);
      assert.equal(concurrency.enter('two'), undefined);
    }
    assert.equal(concurrency.enter('one'), 'ConcurrentInvocationLimitExceeded');
    assert.equal(concurrency.enter('reserved'), undefined);
    concurrency.leave('two');
    assert.equal(concurrency.enter('one'), undefined);
  });

  it('keeps a hundred for functions that reserve none: a template that reserves more is refused', async () => {
    await using fixture = lambdaFixture();
    const code = 'export const handler = async () => {};';
    fixture.declare('most', code, { reservedConcurrency: 899 });
    fixture.declare('one', code, { reservedConcurrency: 1 });
    assert.throws(() => fixture.declare('more', code, { reservedConcurrency: 1 }), /leaves less than 100/);
  });
});

describe('the processes of this machine', () => {
  it('are bounded for all functions together, but each function gets one', () => {
    const budget = createProcessBudget(2);
    const served: string[] = [];
    let idle = 1;
    const one = { giveUpIdle: () => idle-- > 0, serve: () => void served.push('one') };
    const two = { giveUpIdle: () => false, serve: () => void served.push('two') };
    budget.join(one);
    budget.join(two);
    assert.equal(budget.grants(one, 0), true);
    budget.started();
    assert.equal(budget.grants(one, 1), true);
    budget.started();
    assert.equal(budget.grants(two, 0), true);
    budget.started();
    assert.equal(budget.grants(two, 1), false);
    assert.equal(idle, 0);
    budget.ended();
    assert.deepEqual(served, ['one', 'two']);
    budget.ended();
    assert.equal(budget.grants(two, 1), true);
  });

  it('are taken from a function that has nothing to do', async () => {
    await using fixture = lambdaFixture({ processes: 2 });
    const code = `export const handler = async () => { await new Promise((r) => setTimeout(r, 50)); return process.pid; };`;
    const [one, two] = [fixture.declare('one', code), fixture.declare('two', code)];
    const pids = async (arn: string) =>
      new Set((await Promise.all(Array.from({ length: 6 }, () => call(fixture.lambda, arn)))).map(pidOf)).size;
    assert.equal(await pids(one), 2);
    assert.ok((await pids(two)) <= 2);
    assert.equal((await call(fixture.lambda, one)).kind, 'returned');
  });
});

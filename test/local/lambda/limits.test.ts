import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { call, hang, isAlive, lambdaFixture, pidOf } from './fixture.ts';

describe('the timeout', () => {
  it('ends even a handler that never yields, and the next invocation gets a new process', {
    timeout: 10_000,
  }, async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare('busy', hang, { timeoutSeconds: 1 });
    const pid = pidOf(await call(fixture.lambda, arn));
    assert.deepEqual(await call(fixture.lambda, arn, { hang: true }), { kind: 'timed-out' });
    assert.equal(isAlive(pid), false);
    assert.notEqual(pidOf(await call(fixture.lambda, arn)), pid);
    const log = readFileSync(join(fixture.folder, 'state', 'logs', 'busy.log'), 'utf8');
    assert.match(log, /Task timed out after 1.00 seconds\nEND .*\nREPORT .*\tStatus: timeout\n/);
  });

  it('does not count the time that the function takes to load', async () => {
    await using fixture = lambdaFixture();
    const slow = `await new Promise((resolve) => setTimeout(resolve, 1_200)); export const handler = async () => 'loaded';`;
    const arn = fixture.declare('slow', slow, { timeoutSeconds: 1 });
    assert.deepEqual(await call(fixture.lambda, arn), { kind: 'returned', payload: 'loaded' });
  });
});

describe('the memory', () => {
  const greedy = `const kept = [];
     export const handler = async ({ megabytes }) => {
       for (let i = 0; i < megabytes; i++) { kept.push(Buffer.alloc(2 ** 20, 1)); await new Promise(setImmediate); }
       return kept.length;
     };`;
  for (const [title, reportsMemory] of [
    ['as the machine tells it', false],
    ['as the process tells it, where the machine does not', true],
  ] as const) {
    it(`is a limit for what stands outside the heap too, ${title}`, {
      skip: !reportsMemory && !existsSync('/proc') && 'there is no /proc',
    }, async () => {
      await using fixture = lambdaFixture({ reportsMemory });
      const arn = fixture.declare('greedy', greedy, { memoryMegabytes: 160 });
      assert.deepEqual(await call(fixture.lambda, arn, { megabytes: 10 }), { kind: 'returned', payload: 10 });
      const result = await call(fixture.lambda, arn, { megabytes: 200 });
      assert.ok(result.kind === 'crashed' && result.reason.startsWith('Runtime.OutOfMemory'), JSON.stringify(result));
      assert.deepEqual(await call(fixture.lambda, arn, { megabytes: 1 }), { kind: 'returned', payload: 1 });
    });
  }

  it('counts at its peak, even when the function has given it back and answered', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'peak',
      `export const handler = async ({ megabytes }) => Buffer.alloc(megabytes * 2 ** 20, 1).length;`,
      { memoryMegabytes: 160 },
    );
    assert.equal((await call(fixture.lambda, arn, { megabytes: 1 })).kind, 'returned');
    assert.equal((await call(fixture.lambda, arn, { megabytes: 300 })).kind, 'crashed');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { call, lambdaFixture } from './fixture.ts';

describe('the concurrency', () => {
  const busy = `let runs = 0;
    export const handler = async ({ n }) => {
      if (runs++ > 0) throw new Error('two at once');
      await new Promise((resolve) => setTimeout(resolve, 5));
      runs--;
      return { n, pid: process.pid };
    };`;

  it('answers 200 invocations at once, each process one at a time, none of them lost', async () => {
    await using fixture = lambdaFixture({ processesPerFunction: 3 });
    const arn = fixture.declare('many', busy);
    const results = await Promise.all(Array.from({ length: 200 }, (_, n) => call(fixture.lambda, arn, { n })));
    // Written by the handler above.
    const payloads = results.map((result) =>
      result.kind === 'returned' ? (result.payload as { n: number; pid: number }) : undefined,
    );
    assert.deepEqual(
      payloads.map((payload) => payload?.n),
      Array.from({ length: 200 }, (_, n) => n),
    );
    assert.equal(new Set(payloads.map((payload) => payload?.pid)).size, 3);
  });

  it('is what is reserved, and with none reserved nothing runs', async () => {
    await using fixture = lambdaFixture();
    const one = fixture.declare('one', busy, { reservedConcurrency: 1 });
    const results = await Promise.all([1, 2, 3].map((n) => call(fixture.lambda, one, { n })));
    const throttled = { kind: 'throttled', reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' };
    assert.equal(results[0]?.kind, 'returned');
    assert.deepEqual(results.slice(1), [throttled, throttled]);
    assert.equal((await call(fixture.lambda, one)).kind, 'returned');
    const none = fixture.declare('none', busy, { reservedConcurrency: 0 });
    assert.deepEqual(await call(fixture.lambda, none), throttled);
  });

  it('goes on when functions cannot start, answering every invocation', async () => {
    await using fixture = lambdaFixture({ processesPerFunction: 2 });
    const arn = fixture.declare('unfit', `throw new Error('never');`);
    const results = await Promise.all(Array.from({ length: 5 }, () => call(fixture.lambda, arn)));
    assert.deepEqual(results, Array(5).fill({ kind: 'crashed', reason: 'Error: never' }));
  });
});

describe('new code', () => {
  it('serves what comes after it, while what runs finishes on the old', async () => {
    await using fixture = lambdaFixture();
    const code = (version: string) =>
      `export const handler = async ({ wait = 0 }) => { await new Promise((r) => setTimeout(r, wait)); return '${version}'; };`;
    const arn = fixture.declare('changing', code('old'), { reservedConcurrency: 2 });
    assert.deepEqual(await call(fixture.lambda, arn), { kind: 'returned', payload: 'old' });
    const running = call(fixture.lambda, arn, { wait: 300 });
    fixture.lambda.reload('changing', fixture.bundle('changing-2.zip', code('new')));
    assert.deepEqual(await call(fixture.lambda, arn), { kind: 'returned', payload: 'new' });
    assert.deepEqual(await running, { kind: 'returned', payload: 'old' });
    assert.deepEqual(await call(fixture.lambda, arn), { kind: 'returned', payload: 'new' });
    assert.throws(() => fixture.lambda.reload('unknown', fixture.folder), /There is no function unknown/);
    assert.throws(() => fixture.lambda.reload('changing', fixture.folder), /There is no module index/);
  });
});

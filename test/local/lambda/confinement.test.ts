import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, lambdaFixture } from './fixture.ts';

/** A function that says of each of its attempts whether it was refused. */
const attempts = (code: string): string => `
  import fs, { ftruncateSync } from 'node:fs';
  import net from 'node:net';
  import os, { setPriority } from 'node:os';
  import { kill } from 'node:process';
  import { ChildProcess } from 'node:child_process';
  const socket = (open) => new Promise((resolve, reject) => {
    const one = open();
    one.on('error', reject).on('connect', resolve).on('listening', resolve);
  });
  export const handler = async ({ path }) => {
    const outcomes = [];
    for (const attempt of [${code}]) {
      try { outcomes.push(await attempt()); } catch ({ code }) { outcomes.push(code); }
    }
    return outcomes;
  };
`;

describe('a function', () => {
  it('sends no signal: one would open the debugger of the local runtime, another end it', async () => {
    await using fixture = lambdaFixture();
    const tries = `() => process.kill(process.ppid, 0), () => kill(process.ppid, 0), () => process._kill(process.ppid, 0),
      () => process._debugProcess(process.ppid), () => os.setPriority(process.ppid, 1), () => setPriority(process.ppid, 1),
      () => { new ChildProcess()._handle.kill(0); return 'denied'; }`;
    assert.deepEqual(await call(fixture.lambda, fixture.declare('signals', attempts(tries))), {
      kind: 'returned',
      payload: [...Array(6).fill('EPERM'), 'denied'],
    });
  });

  it('reaches no socket that is a file: behind one stands the Docker daemon, behind another an SSH agent', async () => {
    await using fixture = lambdaFixture();
    const path = join(fixture.folder, 'agent.sock');
    const server = createServer((socket) => socket.end()).listen(path);
    await once(server, 'listening');
    const tries = `() => socket(() => net.connect(path)), () => socket(() => net.createServer().listen(path + '2'))`;
    const result = await call(fixture.lambda, fixture.declare('sockets', attempts(tries)), { path });
    server.close();
    assert.deepEqual(result, { kind: 'returned', payload: ['EACCES', 'EACCES'] });
  });

  it('takes back nothing of what it has logged', async () => {
    await using fixture = lambdaFixture();
    const tries = `() => fs.ftruncateSync(1), () => ftruncateSync(1, 0), () => fs.ftruncate(2, 0, () => {}), () => fs.truncateSync(1),
      () => { const file = fs.openSync(os.tmpdir() + '/a', 'w+'); fs.ftruncateSync(file, 3); return fs.fstatSync(file).size; }`;
    const result = await call(fixture.lambda, fixture.declare('forgetful', attempts(tries)));
    assert.deepEqual(result, { kind: 'returned', payload: ['EPERM', 'EPERM', 'EPERM', 'EPERM', 3] });
    assert.match(readFileSync(join(fixture.folder, 'state', 'logs', 'forgetful.log'), 'utf8'), /^START/);
  });

  it('opens no database of this machine, which the tables and queues of all functions are', async () => {
    await using fixture = lambdaFixture();
    const path = join(fixture.folder, 'other.sqlite');
    const tries = `async () => new (await import('node:sqlite')).DatabaseSync(path)`;
    const result = await call(fixture.lambda, fixture.declare('databases', attempts(tries)), { path });
    assert.deepEqual(result, { kind: 'returned', payload: ['ERR_UNKNOWN_BUILTIN_MODULE'] });
    assert.equal(existsSync(path), false);
  });

  it('does nothing after its answer: it is frozen until it is asked again, and goes on from there', async () => {
    await using fixture = lambdaFixture();
    const code = `
      let ticks = 0;
      setInterval(() => ticks++, 20);
      export const handler = async () => ticks;`;
    const functionArn = fixture.declare('restless', code);
    const ticks = async (): Promise<number> => {
      const result = await call(fixture.lambda, functionArn);
      return Number(result.kind === 'returned' ? result.payload : Number.NaN);
    };
    await call(fixture.lambda, functionArn);
    await sleep(1_600);
    const before = await ticks();
    assert.ok(before > 5, `it ran at its start: ${before}`);
    await sleep(1_000);
    const after = await ticks();
    assert.ok(after - before < 5, `it went on: ${after - before}`);
  });

  for (const [what, line] of [
    ['what is no JSON', "'\\xff\\x00\\n'"],
    ['JSON of another form', "'null\\n'"],
    ['an answer that is none', `'{"kind":"returned","payload":"{"}\\n'`],
    ['an answer that lacks a part', `'{"kind":"failed"}\\n'`],
    ['an answer without end', "'x'.repeat(2 ** 26 + 1)"],
    ['two answers', `'{"kind":"returned","payload":"1"}\\n'.repeat(2)`],
  ] as const) {
    it(`that writes ${what} into the channel of its process ends itself and nothing else`, async () => {
      await using fixture = lambdaFixture();
      const code = `
        import { writeSync } from 'node:fs';
        export const handler = async ({ hostile }) => {
          if (!hostile) return 'well';
          let rest = Buffer.from(${line});
          while (rest.length > 0) {
            try { rest = rest.subarray(writeSync(3, rest)); } catch (error) { if (error.code !== 'EAGAIN') throw error; }
          }
          return new Promise(() => setTimeout(() => {}, 60_000));
        };`;
      const functionArn = fixture.declare('hostile', code);
      const { kind } = await call(fixture.lambda, functionArn, { hostile: true });
      assert.equal(kind, what === 'two answers' ? 'returned' : 'crashed');
      assert.deepEqual(await call(fixture.lambda, functionArn), { kind: 'returned', payload: 'well' });
    });
  }
});

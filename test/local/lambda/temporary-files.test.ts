import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { call, lambdaFixture } from './fixture.ts';

const code = `
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
  const codeOf = (act) => { try { return act() ?? 'done'; } catch (error) { return error.code; } };
  export const handler = async ({ write, megabytes, outside }) => {
    if (megabytes) { writeFileSync(join(tmpdir(), 'big'), ''); truncateSync(join(tmpdir(), 'big'), megabytes * 2 ** 20); }
    if (write) writeFileSync(join(tmpdir(), write), write);
    return {
      folder: tmpdir(),
      names: readdirSync(tmpdir()),
      literal: codeOf(() => writeFileSync('/tmp/' + 'of-a-function', '')),
      outside: outside && codeOf(() => readFileSync(outside, 'utf8')),
      link: codeOf(() => symlinkSync('/etc', join(tmpdir(), 'link'))),
    };
  };`;

const payloadOf = (result: Awaited<ReturnType<typeof call>>) => {
  assert.equal(result.kind, 'returned');
  // Written by the handler above.
  return result.payload as { folder: string; names: string[]; literal: string; outside: string; link: string };
};

describe('the temporary files of a function', () => {
  it('stay while its process is warm, and go with it', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare('keeper', code);
    const { folder } = payloadOf(await call(fixture.lambda, arn, { write: 'kept' }));
    assert.deepEqual(payloadOf(await call(fixture.lambda, arn)).names, ['kept']);
    await fixture.lambda.close();
    assert.equal(existsSync(folder), false);
  });

  it('are out of reach of every other process, and lead nowhere else', async () => {
    await using fixture = lambdaFixture();
    const [one, two] = [fixture.declare('one', code), fixture.declare('two', code)];
    const { folder } = payloadOf(await call(fixture.lambda, one, { write: 'kept' }));
    const seen = payloadOf(await call(fixture.lambda, two, { outside: join(folder, 'kept') }));
    assert.notEqual(seen.folder, folder);
    assert.deepEqual([seen.outside, seen.link], ['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED']);
  });

  it('are denied below /tmp itself, and the log says where they may be', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare('literal', code);
    assert.equal(payloadOf(await call(fixture.lambda, arn)).literal, 'ERR_ACCESS_DENIED');
    await call(fixture.lambda, arn);
    const log = readFileSync(join(fixture.folder, 'state', 'logs', 'literal.log'), 'utf8');
    assert.equal(log.match(/Use os\.tmpdir\(\), which is \/tmp in Lambda/g)?.length, 1);
  });

  it('are no more than the template gives', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare('hoarder', code, { storageMegabytes: 512 });
    assert.equal((await call(fixture.lambda, arn, { megabytes: 100 })).kind, 'returned');
    const result = await call(fixture.lambda, arn, { megabytes: 513 });
    assert.ok(result.kind === 'crashed' && result.reason.startsWith('ENOSPC'), JSON.stringify(result));
    assert.equal((await call(fixture.lambda, arn)).kind, 'returned');
    assert.throws(() => fixture.declare('tiny', code, { storageMegabytes: 511 }), /512 to 10240 MB, not 511/);
  });
});

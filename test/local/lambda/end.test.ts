import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { call, gone, hang, isAlive, lambdaFixture, pidOf } from './fixture.ts';

describe('the end', () => {
  it('takes every process along, the busy ones too, and answers what ran and waited', async () => {
    await using fixture = lambdaFixture({ processesPerFunction: 1 });
    const idle = pidOf(await call(fixture.lambda, fixture.declare('idle', hang)));
    const busy = fixture.declare('busy', hang);
    const pid = pidOf(await call(fixture.lambda, busy));
    const running = [call(fixture.lambda, busy, { hang: true }), call(fixture.lambda, busy)];
    await fixture.lambda.close();
    assert.deepEqual([isAlive(idle), isAlive(pid)], [false, false]);
    assert.deepEqual(
      (await Promise.all(running)).map(({ kind }) => kind),
      ['crashed', 'crashed'],
    );
    assert.equal((await call(fixture.lambda, busy)).kind, 'crashed');
  });

  it('comes for the processes when the local runtime is killed, even for one that never yields', async () => {
    await using fixture = lambdaFixture();
    fixture.bundle('orphan.zip', hang);
    const script = `
      import { createLambda } from '${new URL('../../../lib/local/lambda/index.ts', import.meta.url).href}';
      const folder = ${JSON.stringify(fixture.folder)};
      const lambda = createLambda({
        environment: { accountId: '1', region: 'eu-central-1', partition: 'aws', stateFolder: folder + '/other', masterKey: Buffer.alloc(32), now: Date.now },
        iam: { mayBeAssumedBy: () => true }, endpointUrl: () => '', caFile: '', assetFolder: () => folder + '/assets/orphan.zip',
      });
      const pids = [];
      for (const name of ['idle', 'busy']) {
        const functionArn = lambda.declareFunction({
          name, roleArn: 'arn:aws:iam::1:role/r', assetKey: '', handler: 'index.handler', variables: {}, timeoutSeconds: 900,
          memoryMegabytes: 256, logging: { format: 'Text', logGroup: 'g', applicationLevel: 'INFO', systemLevel: 'INFO' },
        });
        pids.push((await lambda.invoke({ functionArn, payload: {}, traceId: '' })).payload);
        if (name === 'busy') lambda.invoke({ functionArn, payload: { hang: true }, traceId: '' });
      }
      process.stdout.write(pids.join() + '\\n');
    `;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {},
    });
    const pids = await new Promise<readonly number[]>((resolve) => {
      parent.stdout.once('data', (line: Buffer) => resolve(line.toString().trim().split(',').map(Number)));
    });
    assert.deepEqual(pids.map(isAlive), [true, true]);
    parent.kill('SIGKILL');
    await gone(pids);
  });
});

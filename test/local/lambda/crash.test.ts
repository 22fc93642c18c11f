import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Delivery } from '../../../lib/local/delivery.ts';
import { createLambda } from '../../../lib/local/lambda/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { lambdaFixture } from './fixture.ts';

const declaration = `{
  name: 'teller', roleArn: 'arn:aws:iam::123456789012:role/teller', assetKey: 'teller.zip', handler: 'index.handler',
  variables: {}, timeoutSeconds: 30, memoryMegabytes: 256, reservedConcurrency: undefined,
  logging: { format: 'Text', logGroup: 'g', applicationLevel: 'INFO', systemLevel: 'INFO' },
}`;

describe('events of a runtime that is killed', () => {
  it('are all there at its next start: those that ran, and those that waited', async () => {
    await using fixture = lambdaFixture();
    fixture.bundle(
      'teller.zip',
      `export const handler = async ({ n, hang }) => { console.log('run', n); while (hang && process.env.HANG); return n; };`,
    );
    const state = join(fixture.folder, 'killed');
    const script = `
      import { createLambda } from '${new URL('../../../lib/local/lambda/index.ts', import.meta.url).href}';
      const lambda = createLambda({
        environment: { accountId: '123456789012', region: 'eu-central-1', partition: 'aws', stateFolder: ${JSON.stringify(state)}, masterKey: Buffer.alloc(32, 7), now: Date.now },
        iam: { mayBeAssumedBy: () => true }, endpointUrl: () => '', caFile: '', assetFolder: () => ${JSON.stringify(join(fixture.folder, 'assets', 'teller.zip'))},
      });
      const functionArn = lambda.declareFunction({ ...${declaration}, variables: { HANG: 'yes' } });
      for (let n = 0; n < 5; n++) lambda.invokeAsync({ functionArn, payload: { n, hang: true } });
      process.stdout.write('kept\\n');
      setInterval(() => {}, 1000);
    `;
    const runtime = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {},
    });
    await once(runtime.stdout, 'data');
    const log = join(state, 'logs', 'teller.log');
    while (!readFileSync(log, 'utf8').includes('\trun ')) await new Promise((resolve) => setTimeout(resolve, 20));
    runtime.kill('SIGKILL');
    await once(runtime, 'exit');

    const delivered: Delivery[] = [];
    const lambda = createLambda({
      environment: testEnvironment(state),
      iam: { mayBeAssumedBy: () => true },
      endpointUrl: () => 'https://localhost:8444',
      caFile: join(fixture.folder, 'ca.pem'),
      assetFolder: (key) => join(fixture.folder, 'assets', key),
      deliver: async (delivery) => void delivered.push(delivery),
    });
    const functionArn = lambda.declareFunction({
      name: 'teller',
      roleArn: 'arn:aws:iam::123456789012:role/teller',
      assetKey: 'teller.zip',
      handler: 'index.handler',
      variables: {},
      timeoutSeconds: 30,
      memoryMegabytes: 256,
      reservedConcurrency: undefined,
      logging: { format: 'Text', logGroup: 'g', applicationLevel: 'INFO', systemLevel: 'INFO' },
    });
    lambda.declareEventInvokeConfig(functionArn, { onSuccess: 'arn:aws:sqs:eu-central-1:123456789012:done' });
    await lambda.checkEvents();
    assert.deepEqual(delivered.map(({ payload }) => Object(payload).responsePayload).sort(), [0, 1, 2, 3, 4]);
    await lambda.close();
  });
});

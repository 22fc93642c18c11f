import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type HttpsClient, httpsClient } from '../../scripts/https-client.ts';
import { changedCopy } from './changed-copy.ts';
import { type DevProcess, freePort, startDevProcess } from './dev-process.ts';

const RATES = 'lambdas/rates/reference-rates.ts';
const HEALTH = 'lambdas/health/read/handler.ts';

describe('a handler whose source changes while the bank runs', () => {
  const copy = changedCopy();
  let bank: DevProcess;
  let client: HttpsClient;

  before(async () => {
    const [port, awsPort] = [await freePort(), await freePort()];
    bank = await startDevProcess(copy.folder, ['--app', 'node bin/bank.ts', '--port', port, '--aws-port', awsPort]);
    client = httpsClient(`https://localhost:${port}`, join(copy.folder, '.portcullis', 'tls', 'ca.pem'));
  });
  after(async () => {
    client.close();
    await bank.stop('SIGTERM');
    copy.remove();
  });

  it('answers with its new code, without a restart', async () => {
    assert.equal((await client.call('/health')).headers['x-edition'], undefined);
    const mark = bank.printed().length;
    copy.replace(HEALTH, '})', "}, { 'x-edition': 'second' })");
    await bank.until('new code: ', mark);
    const answer = await client.call('/health');
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers['x-edition'], 'second');
  });

  it('keeps its old code, and hears why, when the new one is broken', async () => {
    const mark = bank.printed().length;
    copy.replace(RATES, 'export', 'export export');
    await bank.until('reference-rates.ts', mark);
    assert.equal((await client.call('/health')).status, 200);
  });
});

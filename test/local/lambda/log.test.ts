import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openLogFile } from '../../../lib/local/lambda/log-file.ts';
import { secretValues } from '../../../lib/local/lambda/secret-values.ts';
import { createMetrics } from '../../../lib/local/metrics/index.ts';
import { testEnvironment } from '../support/environment.ts';
import { call, lambdaFixture } from './fixture.ts';

const DAY_MILLIS = 86_400_000;

describe('a log file', () => {
  const opened = (now = Date.now, maxBytes = 100) => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-log-'));
    const path = join(folder, 'x.log');
    const file = openLogFile(path, now, maxBytes);
    return { path, file, [Symbol.dispose]: () => [file.close(), rmSync(folder, { recursive: true })] };
  };

  it('tells each whole line once, whoever wrote it', () => {
    using it = opened();
    it.file.write('one');
    appendFileSync(it.path, 'two\nthr');
    assert.deepEqual(it.file.readNew(), ['one', 'two', '']);
    appendFileSync(it.path, 'ee\n');
    assert.deepEqual(it.file.readNew(), ['three', '']);
    assert.deepEqual(it.file.readNew(), []);
  });

  it('is moved away when it is too long, in the place of the one before, for its owner only', () => {
    using it = opened();
    it.file.write('x'.repeat(90));
    it.file.rotate(undefined);
    assert.equal(existsSync(`${it.path}.1`), false);
    it.file.write('y'.repeat(90));
    it.file.rotate(undefined);
    assert.equal(statSync(`${it.path}.1`).size, 182);
    assert.equal(statSync(`${it.path}.1`).mode & 0o777, 0o600);
    it.file.write('new');
    assert.deepEqual(it.file.readNew(), ['new', '']);
    assert.equal(readFileSync(it.path, 'utf8'), 'new\n');
  });

  it('keeps no line for longer than twice the retention of its group', () => {
    using it = opened(() => Date.parse('2026-11-22T00:00:00Z'));
    it.file.write('2026-11-10T00:00:00.000Z old');
    it.file.rotate(14);
    assert.equal(existsSync(`${it.path}.1`), false);
    it.file.rotate(7);
    assert.equal(statSync(it.path).size, 0);
    const old = (Date.parse('2026-11-22T00:00:00Z') - 8 * DAY_MILLIS) / 1000;
    utimesSync(`${it.path}.1`, old, old);
    it.file.rotate(7);
    assert.equal(existsSync(`${it.path}.1`), false);
  });
});

describe('a secret in a log', () => {
  it('is known by the name of its variable, or by what it looks like', () => {
    const variables = {
      DB_PASSWORD: 'correct horse battery',
      SIGNING_KEY: 'abcdefgh12345678',
      PEM: '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----',
      DATABASE: 'postgres://bank:hunter2@db/bank',
      SECRET_ARN: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:pepper',
      SECRET_NAME: 'bank/pepper-of-tokens',
      TOKEN_URL: 'https://issuer.example/oauth2/token',
      TOKEN_TTL: '3600',
      PIN_SECRET: '1234',
      TABLE: 'accounts-and-balances',
    };
    assert.deepEqual([...secretValues(variables).keys()], ['DB_PASSWORD', 'SIGNING_KEY', 'PEM', 'DATABASE']);
  });

  it('is reported once for each variable, in the log and to the developer, and never repeated', async () => {
    const warnings: string[] = [];
    await using fixture = lambdaFixture({ warn: (message) => void warnings.push(message) });
    const arn = fixture.declare(
      'teller',
      `export const handler = async ({ print }) => { if (print) console.log('the password is', JSON.stringify(process.env[print])); };`,
      { variables: { DB_PASSWORD: 'correct "horse" battery', TABLE: 'accounts' } },
    );
    await call(fixture.lambda, arn, { print: 'TABLE' });
    assert.deepEqual(warnings, []);
    for (const print of ['DB_PASSWORD', 'DB_PASSWORD', 'AWS_SESSION_TOKEN']) await call(fixture.lambda, arn, { print });
    assert.equal(warnings.length, 2);
    assert.match(warnings[0] ?? '', /^teller prints the value of DB_PASSWORD into its log/);
    assert.match(warnings[1] ?? '', /AWS_SESSION_TOKEN/);
    assert.ok(!warnings.join().includes('horse'));
    assert.match(
      readFileSync(join(fixture.folder, 'state/logs/teller.log'), 'utf8'),
      /prints the value of DB_PASSWORD/,
    );
  });

  it('is found, too, when the function has fetched it', async () => {
    const warnings: string[] = [];
    await using fixture = lambdaFixture({ warn: (message) => void warnings.push(message) });
    const arn = fixture.declare(
      'teller',
      `export const handler = async () => { console.log('pepper:', 'mill-of-pepper'); };`,
    );
    await call(fixture.lambda, arn);
    fixture.lambda.watchForSecret(arn, 'the secret bank/pepper', 'mill-of-pepper');
    await call(fixture.lambda, arn);
    assert.match(warnings.join(), /prints the value of the secret bank\/pepper/);
  });
});

describe('metrics in a log', () => {
  it('are summed by name and dimensions, from bare lines and from console.log, over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-metrics-'));
    const environment = testEnvironment(folder);
    const metrics = createMetrics(environment);
    {
      await using fixture = lambdaFixture({ metrics });
      const code = `
        const line = (value) => JSON.stringify({
          _aws: { Timestamp: Date.now(), CloudWatchMetrics: [
            { Namespace: 'Bank', Dimensions: [['service']], Metrics: [{ Name: 'Transfers', Unit: 'Count' }] },
          ] },
          service: 'ledger', Transfers: value,
        });
        export const handler = async () => { process.stdout.write(line(2) + '\\n'); console.log(line([3, 7])); console.log('{"_aws":1}'); };`;
      await call(fixture.lambda, fixture.declare('text', code));
      const logging = { format: 'JSON', logGroup: 'g', applicationLevel: 'INFO', systemLevel: 'INFO' } as const;
      await call(fixture.lambda, fixture.declare('json', code, { logging }));
    }
    metrics.close();
    const [series, ...others] = createMetrics(environment).list({ namespace: 'Bank' });
    assert.deepEqual(others, []);
    const { lastMillis, ...sums } = series ?? { lastMillis: 0 };
    assert.ok(Date.now() - lastMillis < 60_000);
    assert.deepEqual(sums, {
      namespace: 'Bank',
      name: 'Transfers',
      unit: 'Count',
      dimensions: { service: 'ledger' },
      count: 6,
      sum: 24,
      minimum: 2,
      maximum: 7,
    });
    assert.deepEqual(createMetrics(environment).list({ name: 'Other' }), []);
    assert.equal(statSync(join(folder, 'metrics.json')).mode & 0o777, 0o600);
    rmSync(folder, { recursive: true });
  });
});

import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseAccessLogFormat } from '../../../lib/local/gateway/index.ts';
import { startGateway, type TestOptions } from './fixture.ts';

const format = JSON.stringify({
  requestId: '$context.requestId',
  status: '$context.status',
  resourcePath: '$context.resourcePath',
  userAgent: '$context.identity.userAgent',
  errorType: '$context.error.responseType',
  waf: '$context.waf.status',
  length: '$context.responseLength',
  subject: '$context.authorizer.claims.sub',
  tls: '$context.tlsVersion',
});

const start = (options: TestOptions = {}, Format = format) =>
  startGateway({
    ...options,
    stage: { AccessLogSetting: { DestinationArn: 'arn:aws:logs:eu-central-1:123456789012:log-group:access', Format } },
  });
const fileOf = (stateFolder: string) => join(stateFolder, 'logs', 'test-api-access.log');
const linesOf = (stateFolder: string) => readFileSync(fileOf(stateFolder), 'utf8').trimEnd().split('\n');

describe('the access log', () => {
  it('has one line of JSON for each request, in the format of the template', async () => {
    const { call, stateFolder } = start();
    const accepted = await call('GET', '/', { headers: { 'User-Agent': 'test' } });
    await call('GET', '/nowhere');
    const [first, second, ...rest] = linesOf(stateFolder).map((line) => JSON.parse(line));
    assert.deepEqual(first, {
      requestId: accepted.headers.get('x-amzn-requestid'),
      status: '200',
      resourcePath: '/',
      userAgent: 'test',
      errorType: '-',
      waf: '-',
      length: '2',
      subject: '-',
      tls: 'TLSv1.3',
    });
    assert.equal(second.status, '403');
    assert.equal(second.errorType, 'MISSING_AUTHENTICATION_TOKEN');
    assert.deepEqual(rest, []);
    assert.equal(statSync(fileOf(stateFolder)).mode & 0o777, 0o600);
  });

  it('can be forged by no caller', async () => {
    const { call, stateFolder } = start();
    const userAgent = 'x","status":"200"}\r\n{"requestId":"forged"}\u2028';
    await call('GET', '/nowhere', { headers: { 'User-Agent': userAgent } });
    const lines = linesOf(stateFolder);
    assert.equal(lines.length, 1);
    const line = JSON.parse(lines[0] ?? '');
    assert.deepEqual([line.status, line.userAgent], ['403', userAgent]);
  });

  for (const variable of ['$context.identity.apiKey', '$method.request.header.Authorization']) {
    it(`is refused a format with ${variable}, which is a credential`, () => {
      assert.throws(
        () => parseAccessLogFormat(`{"id":"$context.requestId","leak":"${variable}"}`, 'the stage'),
        /would write a credential to the access log/,
      );
    });
  }

  it('is refused a format without a request id, as on AWS', () => {
    assert.doesNotThrow(() => parseAccessLogFormat('$context.extendedRequestId', 'the stage'));
    assert.throws(() => parseAccessLogFormat('$context.status', 'the stage'), /without \$context\.requestId/);
  });
});

import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { call, lambdaFixture } from './fixture.ts';

describe('an invocation', () => {
  it('returns what the handler returns, with the context that Lambda gives', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'hello',
      `export const handler = async (event, context) => ({
         event,
         context,
         remaining: context.getRemainingTimeInMillis(),
         trace: process.env._X_AMZN_TRACE_ID,
       });`,
    );
    const result = await call(fixture.lambda, arn, { name: 'Ada' });
    assert.equal(result.kind, 'returned');
    // Written by the handler above.
    const payload = result.payload as unknown as Record<string, never> & {
      context: Record<string, string>;
      remaining: number;
    };
    assert.deepEqual(payload['event'], { name: 'Ada' });
    assert.equal(payload['trace'], 'Root=1-5759e988-bd862e3fe1be46a994272793');
    assert.ok(payload.remaining > 0 && payload.remaining <= 3_000);
    const { awsRequestId, logStreamName, ...context } = payload.context;
    assert.match(awsRequestId ?? '', /^[0-9a-f-]{36}$/);
    assert.match(logStreamName ?? '', /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.deepEqual(context, {
      functionName: 'hello',
      functionVersion: '$LATEST',
      invokedFunctionArn: arn,
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/hello',
      callbackWaitsForEmptyEventLoop: true,
    });
  });

  it('answers null for a handler that returns nothing', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare('silent', 'export const handler = async () => {};');
    assert.deepEqual(await call(fixture.lambda, arn), { kind: 'returned', payload: null });
  });

  it('reports what the handler throws by type and message, and goes on with the same process', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'thrower',
      `export const handler = async ({ fail }) => { if (fail) throw new RangeError('too far'); return process.pid; };`,
    );
    const first = await call(fixture.lambda, arn);
    const failed = await call(fixture.lambda, arn, { fail: true });
    assert.deepEqual(failed, { kind: 'failed', errorType: 'RangeError', errorMessage: 'too far' });
    assert.deepEqual(await call(fixture.lambda, arn), first);
  });

  it('reports what nobody caught, and takes a new process for the next invocation', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'stray',
      `export const handler = async ({ fail }) => {
         if (fail === 'reject') { Promise.reject(new Error('stray')); await new Promise(() => {}); }
         if (fail === 'throw') { setTimeout(() => { throw new TypeError('late'); }); await new Promise(() => {}); }
         if (fail === 'exit') process.exit(3);
         return process.pid;
       };`,
    );
    const first = await call(fixture.lambda, arn);
    assert.deepEqual(await call(fixture.lambda, arn, { fail: 'reject' }), {
      kind: 'failed',
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'stray',
    });
    assert.deepEqual(await call(fixture.lambda, arn, { fail: 'throw' }), {
      kind: 'failed',
      errorType: 'TypeError',
      errorMessage: 'late',
    });
    assert.deepEqual(await call(fixture.lambda, arn, { fail: 'exit' }), {
      kind: 'crashed',
      reason: 'Runtime exited with error: exit status 3',
    });
    const last = await call(fixture.lambda, arn);
    assert.equal(last.kind, 'returned');
    assert.notDeepEqual(last, first);
  });

  it('says why a function cannot start', async () => {
    await using fixture = lambdaFixture();
    const reasonOf = async (name: string, code: string): Promise<string> => {
      const result = await call(fixture.lambda, fixture.declare(name, code));
      assert.equal(result.kind, 'crashed');
      return result.reason;
    };
    assert.match(await reasonOf('no-handler', 'export const other = 1;'), /^Runtime.HandlerNotFound: index.handler/);
    assert.match(
      await reasonOf('callback', 'export const handler = (e, c, callback) => callback();'),
      /CallbackHandlerDeprecated/,
    );
    assert.match(await reasonOf('broken', `throw new Error('no configuration');`), /^Error: no configuration$/);
    assert.match(await reasonOf('exits', 'process.exit(7);'), /exit status 7/);
    assert.match(await reasonOf('no-syntax', 'export const handler = ('), /^SyntaxError/);
  });

  it('refuses a payload of more than 6 MB, either way', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare('large', `export const handler = async ({ size }) => 'x'.repeat(size);`);
    const tooLarge = await call(fixture.lambda, arn, { text: 'x'.repeat(6_291_456) });
    assert.ok(tooLarge.kind === 'failed' && tooLarge.errorType === 'RequestTooLargeException');
    const answer = await call(fixture.lambda, arn, { size: 6_291_555 });
    assert.ok(answer.kind === 'failed' && answer.errorType === 'Function.ResponseSizeTooLarge');
    assert.equal((await call(fixture.lambda, arn, { size: 6_000_000 })).kind, 'returned');
  });

  it('is crashed for a function that is not there', async () => {
    await using fixture = lambdaFixture();
    assert.equal(
      (await call(fixture.lambda, 'arn:aws:lambda:eu-central-1:123456789012:function:none')).kind,
      'crashed',
    );
  });
});

describe('the environment of a function', () => {
  it('is what Lambda documents and the template says, and nothing of this shell', async () => {
    process.env['SECRET_OF_THE_DEVELOPER'] = 'x';
    await using fixture = lambdaFixture();
    writeFileSync(join(fixture.folder, 'ca.pem'), '');
    const arn = fixture.declare('variables', 'export const handler = async () => ({ ...process.env });', {
      variables: { TABLE: 'accounts' },
    });
    const result = await call(fixture.lambda, arn);
    assert.equal(result.kind, 'returned');
    // Written by the handler above.
    const {
      AWS_ACCESS_KEY_ID,
      AWS_SECRET_ACCESS_KEY,
      AWS_SESSION_TOKEN,
      AWS_LAMBDA_LOG_STREAM_NAME,
      TMPDIR,
      ...others
    } = result.payload as Record<string, string>;
    assert.ok(TMPDIR?.startsWith(join(fixture.folder, 'state', 'scratch', 'tmp-')), TMPDIR);
    assert.match(AWS_LAMBDA_LOG_STREAM_NAME ?? '', /LATEST/);
    assert.deepEqual(others, {
      AWS_DEFAULT_REGION: 'eu-central-1',
      AWS_ENDPOINT_URL: 'https://localhost:8444',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_FUNCTION_NAME: 'variables',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_FORMAT: 'Text',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/variables',
      AWS_LAMBDA_LOG_LEVEL: 'INFO',
      AWS_REGION: 'eu-central-1',
      LAMBDA_TASK_ROOT: join(fixture.folder, 'assets', 'variables.zip'),
      LANG: 'en_US.UTF-8',
      NODE_COMPILE_CACHE: join(fixture.folder, 'state', 'compile-cache', 'variables'),
      NODE_EXTRA_CA_CERTS: join(fixture.folder, 'ca.pem'),
      PATH: '/usr/local/bin:/usr/bin:/bin',
      TABLE: 'accounts',
      TZ: ':UTC',
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793',
    });
    const identity = fixture.lambda.identify(AWS_ACCESS_KEY_ID ?? '');
    assert.equal(identity?.secretAccessKey, AWS_SECRET_ACCESS_KEY);
    assert.equal(identity?.sessionToken, AWS_SESSION_TOKEN);
    assert.deepEqual(identity?.caller, {
      kind: 'function',
      arn: 'arn:aws:sts::123456789012:assumed-role/teller/variables',
      roleArn: 'arn:aws:iam::123456789012:role/teller',
      functionArn: arn,
    });
  });

  it('reaches no file but its bundle, no process and no thread of this machine', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'curious',
      `import { readFile, writeFile, readdir } from 'node:fs/promises';
       import { execFileSync } from 'node:child_process';
       import { Worker } from 'node:worker_threads';
       const codeOf = async (act) => { try { await act(); return 'done'; } catch (error) { return error.code; } };
       export const handler = async ({ secret }) => Promise.all([
         () => readFile(process.env.LAMBDA_TASK_ROOT + '/index.mjs'),
         () => readFile(secret),
         () => readdir('/'),
         () => readFile('/etc/passwd'),
         () => writeFile(process.env.LAMBDA_TASK_ROOT + '/index.mjs', ''),
         () => execFileSync('id'),
         () => new Worker('', { eval: true }),
       ].map(codeOf));`,
    );
    const secret = join(fixture.folder, 'ca.pem');
    writeFileSync(secret, 'secret');
    const result = await call(fixture.lambda, arn, { secret });
    assert.deepEqual(result, { kind: 'returned', payload: ['done', ...Array(6).fill('ERR_ACCESS_DENIED')] });
  });

  it('holds no channel to the local runtime', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'channel',
      'export const handler = async () => [typeof process.send, process.env.NODE_CHANNEL_FD ?? null];',
    );
    assert.deepEqual(await call(fixture.lambda, arn), { kind: 'returned', payload: ['undefined', null] });
  });
});

describe('the log of a function', () => {
  it('holds what Lambda says and what the function writes, in order, for its owner only', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'writer',
      `export const handler = async () => { console.log('one', { two: 2 }); process.stdout.write('{"_aws":{}}\\n'); console.error('three'); };`,
    );
    await call(fixture.lambda, arn);
    const file = join(fixture.folder, 'state', 'logs', 'writer.log');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const id = '[0-9a-f-]{36}';
    const time = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z';
    assert.match(
      readFileSync(file, 'utf8'),
      new RegExp(
        `^START RequestId: ${id} Version: \\$LATEST\n` +
          `${time}\t${id}\tINFO\tone { two: 2 }\n` +
          `{"_aws":{}}\n` +
          `${time}\t${id}\tERROR\tthree\n` +
          `END RequestId: ${id}\n` +
          `REPORT RequestId: ${id}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 256 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms\n$`,
      ),
    );
  });

  it('is one JSON object a line where the template says so, without what is below the level', async () => {
    await using fixture = lambdaFixture();
    const arn = fixture.declare(
      'json',
      `export const handler = async () => { console.info('quiet'); console.warn('loud'); };`,
      {
        logging: { format: 'JSON', logGroup: '/bank', applicationLevel: 'WARN', systemLevel: 'INFO' },
      },
    );
    await call(fixture.lambda, arn);
    const lines = readFileSync(join(fixture.folder, 'state', 'logs', 'json.log'), 'utf8')
      .trim()
      .split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      parsed.map(({ type, message }) => type ?? message),
      ['platform.start', 'loud', 'platform.report'],
    );
  });
});

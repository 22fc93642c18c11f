import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, describe, it } from 'node:test';

/** Runs the observer in a process of its own, because its lines go to the standard output as they do in Lambda. */
function linesOf(script: string, variables: Readonly<Record<string, string>> = {}): readonly Record<string, unknown>[] {
  const room = new URL('../../lib/handler/index.ts', import.meta.url).href;
  const program = `import { powertoolsObserver } from '${room}';\nconst observer = powertoolsObserver();\n${script}`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    env: {
      ...process.env,
      POWERTOOLS_SERVICE_NAME: 'bank',
      POWERTOOLS_METRICS_NAMESPACE: 'Portcullis',
      POWERTOOLS_DEV: 'false',
      ...variables,
    },
  });
  assert.equal(status, 0, stderr);
  return `${stdout}${stderr}`
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

/** A metrics line without the moment it was written, which is of the same kind in all of them. */
function timeless({ _aws: header, ...values }: Readonly<Record<string, unknown>>) {
  // Both writers put the header of the format there.
  const { Timestamp, ...directives } = header as Readonly<Record<string, unknown>>;
  return { ...values, directives, timestamp: typeof Timestamp };
}

describe('the Powertools observer', () => {
  let lines: readonly Record<string, unknown>[] = [];
  before(() => {
    lines = linesOf(`
      const facts = { requestId: 'r-1', traceId: '1-67-89', route: 'GET /x' };
      observer.answered({ ...facts, status: 200, durationMillis: 1.5 });
      observer.answered({ ...facts, status: 400, durationMillis: 2, problem: 'invalid-request',
        faults: [{ pointer: '/body/amount', detail: 'is too small' }] });
      const cause = new Error('Bearer sesame1');
      observer.answered({ ...facts, status: 500, durationMillis: 3, problem: 'internal-error', faults: [],
        error: Object.assign(new Error('password=sesame2', { cause }), { context: { token: 'sesame3' } }) });
      observer.log(facts).warn('a key pcl_live_sesame4', { requestId: 'forged', secret: 'sesame5' });
    `);
  });
  const logged = (message: RegExp) => lines.find((line) => message.test(String(line['message'])));

  it('counts every answer by service and route in the embedded metric format', () => {
    const metrics = lines.filter((line) => '_aws' in line);
    assert.deepEqual(
      metrics.map(({ service, route, Answered, Refused, Failed, Duration }) => [
        service,
        route,
        Answered,
        Refused,
        Failed,
        Duration,
      ]),
      [
        ['bank', 'GET /x', 1, 0, 0, 1.5],
        ['bank', 'GET /x', 1, 1, 0, 2],
        ['bank', 'GET /x', 1, 0, 1, 3],
      ],
    );
  });

  it('writes the metrics line that Powertools itself would write', () => {
    const [ours, theirs] = linesOf(`
      import { Metrics } from '@aws-lambda-powertools/metrics';
      observer.answered({ requestId: 'r-1', traceId: undefined, route: 'GET /x', status: 429, durationMillis: 1.5 });
      const metrics = new Metrics();
      metrics.addDimension('route', 'GET /x');
      metrics.addMetric('Answered', 'Count', 1);
      metrics.addMetric('Refused', 'Count', 1);
      metrics.addMetric('Failed', 'Count', 0);
      metrics.addMetric('Duration', 'Milliseconds', 1.5);
      metrics.publishStoredMetrics();
    `);
    assert(ours !== undefined && theirs !== undefined);
    assert.deepEqual(timeless(ours), timeless(theirs));
    assert.deepEqual(Object.keys(ours), Object.keys(theirs));
  });

  it('writes no metrics where they are switched off', () => {
    const answered = `observer.answered({ requestId: 'r-1', traceId: undefined, route: 'GET /x', status: 200, durationMillis: 1 });`;
    assert.deepEqual(linesOf(answered, { POWERTOOLS_METRICS_DISABLED: 'true' }), []);
    assert.equal(linesOf(answered).length, 1);
  });

  it('writes nothing more of a request that went well', () => {
    assert.equal(lines.filter((line) => line['status'] === 200).length, 0);
  });

  it('writes of a refusal its code and where the input was wrong', () => {
    assert.partialDeepStrictEqual(logged(/^refused$/), {
      level: 'INFO',
      requestId: 'r-1',
      traceId: '1-67-89',
      problem: 'invalid-request',
      at: ['/body/amount'],
    });
  });

  it('writes of a failure what failed, down to its cause', () => {
    assert.partialDeepStrictEqual(logged(/^failed$/), {
      level: 'ERROR',
      problem: 'internal-error',
      error: { cause: { name: 'Error' } },
    });
  });

  it('lets no field of a handler replace the facts of the request', () => {
    assert.equal(logged(/a key/)?.['requestId'], 'r-1');
  });

  it('writes no secret, in a message, a field, an error or its cause', () => {
    assert.doesNotMatch(JSON.stringify(lines), /sesame/);
  });
});

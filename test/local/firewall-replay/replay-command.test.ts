import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { runFirewallCommand } from '../../../lib/local/dev/firewall-command.ts';
import { assemblyWith, contains, folder, rule } from '../firewall-app/assembly-under-test.ts';

interface Recorded {
  readonly timestamp?: number;
  readonly uri?: string;
  readonly terminatingRuleId?: string;
  readonly action?: string;
  readonly more?: object;
  readonly request?: object;
}

const start = 1_800_000_000_000;

const record = ({ timestamp = start, uri = '/accounts', more = {}, request = {}, ...ended }: Recorded = {}) => ({
  timestamp,
  formatVersion: 1,
  webaclId: 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/Bank/1',
  terminatingRuleId: 'Default_Action',
  terminatingRuleType: 'REGULAR',
  action: 'ALLOW',
  ruleGroupList: [],
  rateBasedRuleList: [],
  nonTerminatingMatchingRules: [],
  httpRequest: {
    clientIp: '198.51.100.7',
    country: 'AU',
    headers: [{ name: 'Host', value: 'api.example' }],
    uri,
    args: '',
    httpVersion: 'HTTP/1.1',
    httpMethod: 'GET',
    requestId: `id-${timestamp - start}-${uri}`,
    ...request,
  },
  ...ended,
  ...more,
});

let logs = 0;

function logOf(records: readonly object[], { prefix = '', gzip = false } = {}): string {
  logs += 1;
  const file = join(folder, `waf-${logs}.log${gzip ? '.gz' : ''}`);
  const text = records.map((each) => `${prefix}${JSON.stringify(each)}\n`).join('');
  writeFileSync(file, gzip ? gzipSync(text) : text);
  return file;
}

async function replay(rules: readonly object[], args: readonly string[]): Promise<string> {
  const lines: string[] = [];
  await runFirewallCommand(['replay', '--assembly', assemblyWith(rules), ...args], (text) => lines.push(text));
  return lines.join('\n');
}

const inPath = (name: string, text: string) => rule(name, 1, contains({ UriPath: {} }, text));
const admin = inPath('Admin', '/admin');

describe('portcullis firewall replay', () => {
  it('names each request that is decided otherwise, and counts them by rule', async () => {
    const log = logOf([
      record(),
      record({ uri: '/admin', timestamp: start + 1 }),
      record({ uri: '/admin', timestamp: start + 2 }),
      record({ uri: '/old', terminatingRuleId: 'Old', action: 'BLOCK', timestamp: start + 3 }),
      record({ uri: '/admin/old', terminatingRuleId: 'Old', action: 'BLOCK', timestamp: start + 4 }),
    ]);
    const text = await replay([admin], [log]);
    assert.match(
      text,
      /newly refused +ALLOW Default_Action → BLOCK Admin {2}GET \/admin {2}198\.51\.100\.7 {2}id-1-\/admin/,
    );
    assert.match(text, /newly let through +BLOCK Old → ALLOW Default_Action {2}GET \/old/);
    assert.match(text, /decided by another rule +BLOCK Old → BLOCK Admin {2}GET \/admin\/old/);
    assert.match(
      text,
      /^ +1 {2}unchanged\n +2 {2}newly refused\n +1 {2}newly let through\n +1 {2}decided by another rule$/m,
    );
    assert.match(text, /^ +2 {2}ALLOW Default_Action → BLOCK Admin$/m);
    assert.match(text, /every request was judged by all that its rules look at/);
  });

  it('prints lines of JSON, the summary last', async () => {
    const log = logOf([record({ uri: '/admin' }), record()]);
    const [change, last] = (await replay([admin], [log, '--json'])).split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(change, {
      requestId: 'id-0-/admin',
      timestamp: start,
      clientIp: '198.51.100.7',
      method: 'GET',
      uri: '/admin',
      change: 'newly refused',
      before: { action: 'ALLOW', rule: 'Default_Action' },
      after: { action: 'BLOCK', rule: 'Admin' },
      presumed: [],
    });
    assert.equal(last.summary.requests, 2);
    assert.equal(last.summary.changes['newly refused'], 1);
  });

  it('fails on a change when told to, and only then', async () => {
    const changed = logOf([record({ uri: '/admin' })]);
    await assert.rejects(replay([admin], [changed, '--fail-on-change']), /1 of 1 requests would be decided otherwise/);
    await replay([admin], [changed]);
    await replay([admin], [logOf([record()]), '--fail-on-change']);
  });

  it('reads packed logs, several of them, and what CloudWatch exports', async () => {
    const packed = logOf([record({ uri: '/admin' })], { gzip: true });
    const exported = logOf([record({ uri: '/admin' })], { prefix: '2027-01-15T08:00:00.000Z ' });
    assert.match(await replay([admin], [packed, exported]), /2 {2}newly refused/);
  });

  it('lets rates count by the times of the records, also of those that stand out of order', async () => {
    const limit = rule('Rate', 1, {
      RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP', EvaluationWindowSec: 60 },
    });
    const every = (millis: number, count = 12) =>
      Array.from({ length: count }, (_, index) => record({ timestamp: start + index * millis }));
    assert.match(await replay([limit], [logOf(every(1000))]), / 2 {2}newly refused/);
    assert.match(await replay([limit], [logOf(every(6001))]), / 0 {2}newly refused/);
    const awsLike = await replay([limit], [logOf(every(500, 30)), '--waf-rates', 'aws-like']);
    assert.match(awsLike, / 10 {2}newly refused/, 'from the look at the tenth second on');
    const mixed = await replay([limit], [logOf([...every(6001)].reverse())]);
    assert.match(mixed, /11 records stood behind a later one and were sorted/);
    assert.match(mixed, / 0 {2}newly refused/);
  });

  it('knows countries as the records do', async () => {
    const abroad = rule('Abroad', 1, { GeoMatchStatement: { CountryCodes: ['AU'] } });
    const log = logOf([record(), record({ request: { country: 'DE' } }), record({ request: { country: '-' } })]);
    assert.match(await replay([abroad], [log]), / 1 {2}newly refused/);
  });

  it('counts what it could not judge, by rule: bodies, what is redacted, what was cut', async () => {
    const body = rule('Body', 1, contains({ Body: {} }, 'x'));
    const token = rule('Token', 2, contains({ SingleHeader: { Name: 'authorization' } }, 'x'));
    const cut = rule('Cut', 3, contains({ SingleHeader: { Name: 'x-last' } }, 'x'));
    const hidden = { headers: [{ name: 'authorization', value: 'REDACTED' }] };
    const log = logOf([
      record(),
      record({ more: { requestBodySize: 9 }, request: { httpMethod: 'POST' } }),
      record({ more: { requestBodySize: 9 }, terminatingRuleId: 'Body', action: 'BLOCK' }),
      record({ request: hidden }),
      record({ more: { oversizeFields: ['REQUEST_HEADERS'] } }),
    ]);
    const text = await replay([body, token, cut], [log]);
    assert.match(text, /4 requests could not be fully judged/);
    assert.match(text, / 5 {2}unchanged/);
    assert.match(text, /^ +1 +0 +1 {2}Body$/m);
    assert.match(text, /^ +0 +0 +2 {2}Token$/m, 'one hidden, one behind what was cut');
    assert.match(text, /^ +0 +0 +1 {2}Cut$/m);
  });

  it('measures a body that it does not know', async () => {
    const size = (Size: number) => ({
      SizeConstraintStatement: {
        FieldToMatch: { Body: { OversizeHandling: 'MATCH' } },
        ComparisonOperator: 'GT',
        Size,
        TextTransformations: [{ Priority: 0, Type: 'NONE' }],
      },
    });
    const sized = (requestBodySize: number) => logOf([record({ more: { requestBodySize } })]);
    assert.match(await replay([rule('Size', 1, size(100))], [sized(101)]), / 1 {2}newly refused/);
    assert.match(await replay([rule('Size', 1, size(100))], [sized(100)]), / 0 {2}newly refused/);
    const oversize = await replay([rule('Size', 1, size(100_000))], [sized(50_000)]);
    assert.match(oversize, / 1 {2}newly refused/, 'the rule says that a body which is not inspected whole matches');
    assert.match(oversize, /every request was judged/);
  });

  it('refuses what is no record of AWS WAF, by file and line, and says nothing of what it holds', async () => {
    const refused = async (lines: readonly string[], why: RegExp) => {
      const file = join(folder, 'wrong.log');
      writeFileSync(file, lines.join('\n'));
      await assert.rejects(replay([admin], [file]), (error: Error) => {
        assert.match(error.message, why);
        assert.doesNotMatch(error.message, /sentinel/);
        return true;
      });
    };
    const good = JSON.stringify(record());
    await refused([good, '', 'sentinel'], /wrong\.log, line 3 is no JSON/);
    await refused([good, '{"a":"sentinel"}'], /line 2 is no record of AWS WAF: timestamp/);
    await refused([JSON.stringify({ ...record(), action: 'sentinel' })], /line 1 is no record of AWS WAF: action/);
    await assert.rejects(replay([admin], []), /name a log/);
  });

  it('shows nothing of a record that a terminal would act upon', async () => {
    const text = await replay([admin], [logOf([record({ uri: '/admin\x1b[2J\u202e' })])]);
    assert.ok(text.includes('/admin\\x1b[2J\\u{202e}'));
  });
});

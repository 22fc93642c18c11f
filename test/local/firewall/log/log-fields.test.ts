import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loggingProperties } from '../../../../lib/local/firewall/index.ts';
import {
  byteMatch,
  declareRuleGroup,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  groupRule,
  managed,
  none,
  rule,
  webAclArn,
} from '../firewall-under-test.ts';
import { awsExamples } from './aws-examples.ts';

type Parts = Parameters<typeof evaluate>[1];
type Example = keyof typeof awsExamples;

const groupArn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/rulegroup/Group/1';

interface Setting {
  readonly rules: readonly object[];
  readonly requests: readonly Parts[];
  readonly group?: readonly object[];
  readonly acl?: object;
  readonly logging?: object;
}

/** The record of the last request. */
function lastRecord({ rules, requests, group = [], acl = {}, logging = {} }: Setting): Record<string, unknown> {
  const { firewall, logFolder } = firewallUnderTest();
  if (group.length > 0) declareRuleGroup(firewall, groupArn, group);
  declareWebAcl(firewall, rules, acl);
  const destination = 'arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-bank';
  firewall.declareLogging(
    loggingProperties.parse({ ResourceArn: webAclArn, LogDestinationConfigs: [destination], ...logging }),
  );
  for (const request of requests) evaluate(firewall, request);
  const lines = readFileSync(join(logFolder, 'waf-Bank.jsonl'), 'utf8').trimEnd().split('\n');
  return JSON.parse(lines.at(-1) ?? '');
}

const sqlIn = (FieldToMatch: object, more: object = {}) => ({
  SqliMatchStatement: { FieldToMatch, TextTransformations: none, ...more },
});
const header = (Name: string) => ({ SingleHeader: { Name } });
const count = { Action: { Count: {} } };
const seen = { RuleLabels: [{ Name: 'value' }] };
const json = { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'VALUE' } };
const attack = [['x-test', '10 AND 1=1'] as const];
const script = { XssMatchStatement: { FieldToMatch: header('x-script'), TextTransformations: none } };
const CustomKeys = [{ Header: { Name: 'dogname', TextTransformations: none } }];
const rate = {
  RateBasedStatement: { Limit: 10, EvaluationWindowSec: 120, AggregateKeyType: 'CUSTOM_KEYS', CustomKeys },
};

/** Web ACLs that come to what AWS's examples show; a solved puzzle cannot be had here. */
const settings: ReadonlyMap<Example, Setting> = new Map<Example, Setting>([
  [
    'SQL injection ends it',
    { rules: [rule(sqlIn(header('x-test')), { Name: 'Sql', ...seen })], requests: [{ headers: attack }] },
  ],
  [
    'SQL injection is counted',
    { rules: [rule(sqlIn(header('x-test')), { Name: 'Sql', ...count, ...seen })], requests: [{ headers: attack }] },
  ],
  [
    'a rule of a group ends it, another one counts',
    {
      group: [rule(sqlIn(header('x-test')), { Name: 'Sql', ...count, ...seen }), rule(script, { Name: 'Script' })],
      rules: [groupRule({ RuleGroupReferenceStatement: { Arn: groupArn } }, { Name: 'Group' })],
      requests: [{ headers: [...attack, ['x-script', '<frameset onload=alert(1)>']] }],
    },
  ],
  [
    'SQL injection in a JSON body ends it',
    {
      rules: [rule(sqlIn(json), { Name: 'Sql', ...seen })],
      requests: [{ method: 'POST', body: '{"a":"10 AND 1=1"}' }],
    },
  ],
  [
    'a puzzle that was not solved',
    { rules: [rule(byteMatch({ UriPath: {} }, '/'), { Name: 'Puzzle', Action: { Captcha: {} } })], requests: [{}] },
  ],
  [
    'a rate by one header ends it',
    {
      rules: [rule(rate, { Name: 'Rate' })],
      requests: Array.from({ length: 11 }, () => ({ headers: [['dogname', 'ella'] as const] })),
    },
  ],
]);

/** Whether `one` has all members of the other, of the same types; of lists the first entries count. */
function hasShapeOf(one: unknown, other: unknown, path = ''): void {
  if (Array.isArray(other)) {
    assert.ok(Array.isArray(one), `${path} is no list`);
    if (other.length > 0) hasShapeOf(one[0], other[0], `${path}[0]`);
  } else if (typeof other === 'object' && other !== null) {
    assert.ok(typeof one === 'object' && one !== null, `${path} is no object`);
    for (const [name, value] of Object.entries(other)) {
      hasShapeOf(new Map(Object.entries(one)).get(name), value, `${path}.${name}`);
    }
  } else assert.equal(typeof one, typeof other, path);
}

describe('a record of the log has the shape of the example of AWS in which', () => {
  for (const [name, setting] of settings) {
    it(name, () => {
      const record = lastRecord(setting);
      const example = awsExamples[name];
      hasShapeOf(record, example);
      for (const member of ['terminatingRuleId', 'terminatingRuleType', 'action', 'rateBasedRuleList'] as const) {
        assert.deepEqual(record[member], example[member], member);
      }
    });
  }
});

describe('the details of a match', () => {
  const detailsOf = (setting: Setting) => lastRecord(setting)['terminatingRuleMatchDetails'];
  const ending = (statement: object, request: Parts, more: Partial<Setting> = {}) =>
    detailsOf({ rules: [rule(statement)], requests: [request], ...more });

  it('say what was found, where, and how closely it was looked', () => {
    assert.deepEqual(ending(sqlIn(header('x-test')), { headers: attack }), [
      {
        conditionType: 'SQL_INJECTION',
        sensitivityLevel: 'LOW',
        location: 'HEADER',
        matchedData: ['10', 'AND', '1'],
        matchedFieldName: 'x-test',
      },
    ]);
    assert.deepEqual(ending(sqlIn({ Body: {} }, { SensitivityLevel: 'HIGH' }), { body: '10 AND 1=1' }), [
      {
        conditionType: 'SQL_INJECTION',
        sensitivityLevel: 'HIGH',
        location: 'BODY',
        matchedData: ['10', 'AND', '1'],
      },
    ]);
    assert.deepEqual(ending(script, { headers: [['x-script', 'a<b <frameset onload=alert(1)>']] }), [
      { conditionType: 'XSS', location: 'HEADER', matchedData: ['<', 'b'], matchedFieldName: 'x-script' },
    ]);
    assert.deepEqual(ending(byteMatch({ UriPath: {} }, '/'), {}), [], 'AWS says nothing of other conditions');
  });

  it('hold nothing of what the log redacts or the web ACL protects, unless it is said to', () => {
    const dataOf = (more: Partial<Setting>, field: object = header('x-test')) =>
      JSON.stringify(ending(sqlIn(field), { headers: attack, queryString: 'a=10 AND 1=1', body: '10 AND 1=1' }, more));
    const logging = { RedactedFields: [{ SingleHeader: { Name: 'X-Test' } }, { QueryString: {} }] };
    assert.doesNotMatch(dataOf({ logging }), /AND/);
    assert.doesNotMatch(dataOf({ logging }, { AllQueryArguments: {} }), /AND/);
    assert.match(dataOf({ logging }, { Body: {} }), /AND/);
    const protects = (FieldType: string, more: object = {}, keys: object = {}) => ({
      acl: {
        DataProtectionConfig: { DataProtections: [{ Action: 'SUBSTITUTION', Field: { FieldType, ...keys }, ...more }] },
      },
    });
    assert.doesNotMatch(dataOf(protects('SINGLE_HEADER', {}, { FieldKeys: ['x-test'] })), /AND/);
    assert.match(dataOf(protects('SINGLE_HEADER', {}, { FieldKeys: ['x-other'] })), /AND/);
    assert.match(dataOf(protects('SINGLE_HEADER', { ExcludeRuleMatchDetails: true })), /AND/);
    assert.doesNotMatch(dataOf(protects('BODY'), { Body: {} }), /AND/);
    const oneArgument = protects('SINGLE_QUERY_ARGUMENT', {}, { FieldKeys: ['other'] });
    assert.doesNotMatch(dataOf(oneArgument, { AllQueryArguments: {} }), /AND/, 'which one it was is not known');
  });
});

describe('the list of rates', () => {
  const listOf = (RateBasedStatement: object, request: Parts, more: Partial<Setting> = {}) => {
    const requests = Array.from({ length: 11 }, () => request);
    return lastRecord({ rules: [rule({ RateBasedStatement }, { Name: 'Rate' })], requests, ...more })[
      'rateBasedRuleList'
    ];
  };
  const rateRule = {
    rateBasedRuleId: 'Rate',
    rateBasedRuleName: 'Rate',
    maxRateAllowed: 10,
    evaluationWindowSec: '300',
  };

  it('names the address that had too many requests', () => {
    assert.deepEqual(listOf({ Limit: 10, AggregateKeyType: 'IP' }, {}), [
      { ...rateRule, limitKey: 'IP', limitValue: '198.51.100.7' },
    ]);
  });

  it('names each part of a key, and hides what the log hides', () => {
    const keys = [...CustomKeys, { IP: {} }, { HTTPMethod: {} }];
    const byKeys = { Limit: 10, AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: keys };
    const values = (ella: string) => [
      {
        ...rateRule,
        limitKey: 'CUSTOMKEYS',
        customValues: [
          { key: 'HEADER', name: 'dogname', value: ella },
          { key: 'IP', value: '198.51.100.7' },
          { key: 'HTTP_METHOD', value: 'GET' },
        ],
      },
    ];
    const request = { headers: [['dogname', 'ella'] as const] };
    assert.deepEqual(listOf(byKeys, request), values('ella'));
    const logging = { RedactedFields: [{ SingleHeader: { Name: 'dogname' } }] };
    assert.deepEqual(listOf(byKeys, request, { logging }), values('REDACTED'));
    const protects = (more: object) => ({
      acl: {
        DataProtectionConfig: {
          DataProtections: [{ Action: 'SUBSTITUTION', Field: { FieldType: 'SINGLE_HEADER' }, ...more }],
        },
      },
    });
    assert.deepEqual(listOf(byKeys, request, protects({})), values('REDACTED'));
    assert.deepEqual(listOf(byKeys, request, protects({ ExcludeRateBasedDetails: true })), values('ella'));
  });

  it('is empty while no rate is exceeded', () => {
    const rules = [rule({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } })];
    assert.deepEqual(lastRecord({ rules, requests: [{}] })['rateBasedRuleList'], []);
  });
});

describe('a record of the log', () => {
  it('names the fields that were looked at and are larger than what is inspected', () => {
    const rules = [rule(byteMatch({ Body: {} }, 'x'), count), rule(sqlIn(json), count)];
    const oversize = (body: Buffer) => lastRecord({ rules, requests: [{ body }] })['oversizeFields'];
    assert.deepEqual(oversize(Buffer.alloc(20_000)), ['REQUEST_BODY', 'REQUEST_JSON_BODY']);
    assert.equal(oversize(Buffer.alloc(20)), undefined);
    const cookies = { Cookies: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' } };
    const large = [{ headers: [['Cookie', `a=${'x'.repeat(9000)}`] as const] }];
    const record = lastRecord({ rules: [rule(byteMatch(cookies, 'y'))], requests: large });
    assert.deepEqual(record['oversizeFields'], ['REQUEST_COOKIES']);
  });

  it('calls the rules of AWS a managed group', () => {
    const record = lastRecord({ rules: [groupRule(managed('CommonRuleSet'))], requests: [{ headers: [] }] });
    assert.equal(record['terminatingRuleType'], 'MANAGED_RULE_GROUP');
  });

  it('says why a challenge ended it', () => {
    const rules = [rule(byteMatch({ UriPath: {} }, '/'), { Action: { Challenge: {} } })];
    const headers = [['cookie', 'aws-waf-token=x'] as const];
    assert.deepEqual(lastRecord({ rules, requests: [{ headers }] })['challengeResponse'], {
      responseCode: 202,
      solveTimestamp: 0,
      failureReason: 'TOKEN_INVALID',
    });
  });
});

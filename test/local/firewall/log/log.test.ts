import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loggingProperties } from '../../../../lib/local/firewall/index.ts';
import {
  byteMatch,
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  groupRule,
  managed,
  rule,
  webAclArn,
} from '../firewall-under-test.ts';

const pathHas = (text: string) => byteMatch({ UriPath: {} }, text);
const destination = 'arn:aws:logs:eu-central-1:123456789012:log-group:aws-waf-logs-bank';

function logged(
  more: object,
  rules: readonly object[],
  requests: readonly Parameters<typeof evaluate>[1][],
  acl: object = {},
) {
  const { firewall, logFolder } = firewallUnderTest();
  declareWebAcl(firewall, rules, acl);
  const logging = { ResourceArn: webAclArn, LogDestinationConfigs: [destination], ...more };
  firewall.declareLogging(loggingProperties.parse(logging));
  for (const request of requests) evaluate(firewall, request);
  const file = join(logFolder, 'waf-Bank.jsonl');
  const read = () => readFileSync(file, 'utf8');
  return {
    file,
    read,
    lines: () =>
      read()
        .trimEnd()
        .split('\n')
        .map((line): Record<string, unknown> => JSON.parse(line)),
  };
}

describe('the log of a web ACL', () => {
  const counting = rule(pathHas('/'), { Name: 'Counting', Action: { Count: {} }, RuleLabels: [{ Name: 'seen' }] });
  const rules = [
    counting,
    rule(pathHas('bad'), { Name: 'Blocking' }),
    groupRule(managed('CommonRuleSet'), { Name: 'Common' }),
  ];

  it('has a line for each decision, in the shape of AWS', () => {
    const { lines, file } = logged({}, rules, [{ uriPath: '/good' }, { uriPath: '/bad' }, { headers: [] }]);
    const [allowed, blocked, byGroup] = lines();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(allowed, {
      timestamp: 1_800_000_000_000,
      formatVersion: 1,
      webaclId: webAclArn,
      terminatingRuleId: 'Default_Action',
      terminatingRuleType: 'REGULAR',
      action: 'ALLOW',
      terminatingRuleMatchDetails: [],
      httpSourceName: 'APIGW',
      httpSourceId: '123456789012:abc123:live',
      ruleGroupList: [
        {
          ruleGroupId: 'AWS#AWSManagedRulesCommonRuleSet',
          terminatingRule: null,
          nonTerminatingMatchingRules: [],
          excludedRules: null,
        },
      ],
      rateBasedRuleList: [],
      nonTerminatingMatchingRules: [{ ruleId: 'Counting', action: 'COUNT', ruleMatchDetails: [] }],
      requestHeadersInserted: null,
      responseCodeSent: null,
      httpRequest: {
        clientIp: '198.51.100.7',
        country: '-',
        headers: [
          { name: 'Host', value: 'abc123.execute-api.eu-central-1.amazonaws.com' },
          { name: 'User-Agent', value: 'curl/8.10.1' },
        ],
        uri: '/good',
        args: '',
        httpVersion: 'HTTP/1.1',
        httpMethod: 'GET',
        requestId: 'request-1',
      },
      labels: [{ name: 'awswaf:123456789012:webacl:Bank:seen' }],
      requestBodySize: 0,
      requestBodySizeInspectedByWAF: 0,
      localEnforcement: 'approximated',
      localEnforcementOfRules: { exact: 7, approximated: 17, notEnforced: 0 },
    });
    assert.equal(blocked?.['terminatingRuleId'], 'Blocking');
    assert.equal(blocked?.['action'], 'BLOCK');
    assert.equal(blocked?.['localEnforcement'], 'exact');
    assert.equal(byGroup?.['terminatingRuleId'], 'Common');
    assert.deepEqual(byGroup?.['ruleGroupList'], [
      {
        ruleGroupId: 'AWS#AWSManagedRulesCommonRuleSet',
        terminatingRule: { ruleId: 'NoUserAgent_HEADER', action: 'BLOCK', ruleMatchDetails: null },
        nonTerminatingMatchingRules: [],
        excludedRules: null,
      },
    ]);
  });

  it('holds nothing of the fields that are redacted, and never the body', () => {
    const RedactedFields = [
      { SingleHeader: { Name: 'authorization' } },
      { UriPath: {} },
      { QueryString: {} },
      { Method: {} },
    ];
    const secret = 'sentinel';
    const { read } = logged({ RedactedFields }, rules, [
      {
        uriPath: `/${secret}`,
        queryString: `k=${secret}`,
        method: secret,
        headers: [['Authorization', `Bearer ${secret}`]],
        body: secret,
      },
    ]);
    assert.ok(!read().includes(secret));
    assert.match(read(), /"headers":\[\{"name":"Authorization","value":"REDACTED"\}\]/);
  });

  it('holds nothing of what the web ACL protects, by name or all of a kind', () => {
    const protects = (FieldType: string, FieldKeys?: readonly string[], Action = 'SUBSTITUTION') => ({
      Action,
      Field: { FieldType, ...(FieldKeys === undefined ? {} : { FieldKeys }) },
    });
    const request = {
      queryString: 'a=sentinel&b=plain&flag',
      headers: [
        ['X-Secret', 'sentinel'] as const,
        ['X-Plain', 'plain'] as const,
        ['Cookie', 'sid=sentinel; theme=plain'] as const,
      ],
    };
    const shown = (...DataProtections: readonly object[]) => {
      const { lines } = logged({}, rules, [request], { DataProtectionConfig: { DataProtections } });
      const [line] = lines();
      const seen = line?.['httpRequest'] as { args: string; headers: { value: string }[] } | undefined;
      return [seen?.args, ...(seen?.headers ?? []).map(({ value }) => value)];
    };
    const named = [
      protects('SINGLE_HEADER', ['x-secret']),
      protects('SINGLE_COOKIE', ['sid']),
      protects('SINGLE_QUERY_ARGUMENT', ['A']),
    ];
    assert.deepEqual(shown(...named), ['a=REDACTED&b=plain&flag', 'REDACTED', 'plain', 'sid=REDACTED; theme=plain']);
    assert.deepEqual(shown(protects('QUERY_STRING'), protects('SINGLE_HEADER')), Array(4).fill('REDACTED'));
    const [, hashed, plain] = shown(protects('SINGLE_HEADER', ['X-Secret'], 'HASH'));
    assert.match(hashed ?? '', /^[0-9a-f]{64}$/);
    assert.equal(plain, 'plain');
    assert.deepEqual(shown(protects('BODY')).slice(1, 3), ['sentinel', 'plain']);
    assert.throws(() => shown(protects('QUERY_STRING', ['a'])), /are for headers, cookies and query arguments only/);
  });

  it('keeps what its filter keeps', () => {
    const filter = (condition: object) => ({
      LoggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [condition] }],
      },
    });
    const requests = [{ uriPath: '/good' }, { uriPath: '/bad' }];
    const own = rules.slice(0, 2);
    assert.equal(logged(filter({ ActionCondition: { Action: 'BLOCK' } }), own, requests).lines().length, 1);
    assert.equal(logged(filter({ ActionCondition: { Action: 'COUNT' } }), own, requests).lines().length, 2);
    const label = { LabelNameCondition: { LabelName: 'awswaf:123456789012:webacl:Bank:seen' } };
    assert.equal(logged(filter(label), own, requests).lines().length, 2);
  });

  it('is refused a destination without the prefix, and a web ACL that is not there', () => {
    const refuses = (more: object) => assert.throws(() => logged(more, [], []));
    refuses({ LogDestinationConfigs: ['arn:aws:s3:::bank-logs'] });
    refuses({ LogDestinationConfigs: ['arn:aws:s3:::bank:log-group:x-aws-waf-logs-bank'] });
    refuses({ ResourceArn: 'arn:none' });
    for (const arn of [
      'arn:aws:s3:::aws-waf-logs-bank',
      'arn:aws:firehose:eu-central-1:123456789012:deliverystream/aws-waf-logs-bank',
      `${destination}:*`,
    ]) {
      logged({ LogDestinationConfigs: [arn] }, [], []);
    }
  });
});

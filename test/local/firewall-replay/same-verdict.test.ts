import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { loggingProperties, webAclProperties } from '../../../lib/local/firewall/index.ts';
import type { LoadedFirewall } from '../../../lib/local/firewall-app/index.ts';
import { createJudge } from '../../../lib/local/firewall-replay/judge.ts';
import { parseWafRecord } from '../../../lib/local/firewall-replay/waf-record.ts';
import {
  declareWebAcl,
  evaluate,
  firewallUnderTest,
  groupRule,
  managed,
  stageArn,
  visibility,
  webAclArn,
} from '../firewall/firewall-under-test.ts';
import { awsExamples } from '../firewall/log/aws-examples.ts';
import { contains, none, rule } from '../firewall-app/assembly-under-test.ts';

type Parts = NonNullable<Parameters<typeof evaluate>[1]>;

const header = (Name: string) => ({ SingleHeader: { Name } });
const not = (Statement: object) => ({ NotStatement: { Statement } });
const or = (...Statements: readonly object[]) => ({ OrStatement: { Statements } });
const and = (...Statements: readonly object[]) => ({ AndStatement: { Statements } });
const size = (FieldToMatch: object, Size: number) => ({
  SizeConstraintStatement: { FieldToMatch, ComparisonOperator: 'GT', Size, TextTransformations: none },
});
const keys = [{ Header: { Name: 'authorization', TextTransformations: none } }];

/** Statements about what a log holds, what it hides, and what it never holds. */
const statements: readonly object[] = [
  contains({ UriPath: {} }, 'a'),
  contains({ QueryString: {} }, 'x'),
  contains({ Body: {} }, 'x'),
  contains({ Body: { OversizeHandling: 'MATCH' } }, 'x'),
  not(contains({ JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL' } }, 'x')),
  contains(header('authorization'), 'x'),
  contains({ Headers: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'MATCH' } }, 'x'),
  contains({ Cookies: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'CONTINUE' } }, 'x'),
  contains({ HeaderOrder: { OversizeHandling: 'CONTINUE' } }, 'cookie'),
  size({ Body: {} }, 3),
  size({ QueryString: {} }, 3),
  and(contains({ Body: {} }, 'x'), contains({ UriPath: {} }, 'a')),
  or(contains({ QueryString: {} }, 'x'), contains({ UriPath: {} }, 'b')),
  { LabelMatchStatement: { Scope: 'LABEL', Key: 'seen' } },
  { GeoMatchStatement: { CountryCodes: ['DE'] } },
  { SqliMatchStatement: { FieldToMatch: { Body: {} }, TextTransformations: none } },
  { RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } },
  { RateBasedStatement: { Limit: 10, AggregateKeyType: 'CUSTOM_KEYS', CustomKeys: keys } },
  managed('CommonRuleSet'),
  managed('CommonRuleSet', { ScopeDownStatement: contains({ Body: {} }, 'x') }),
  managed('AmazonIpReputationList'),
  managed('SQLiRuleSet'),
];

const action = fc.constantFrom<object>(
  { Action: { Block: {} } },
  { Action: { Count: {} }, RuleLabels: [{ Name: 'seen' }] },
  { Action: { Captcha: {} } },
);

const rules = fc.array(fc.tuple(fc.constantFrom(...statements), action), { minLength: 1, maxLength: 6 }).map((drawn) =>
  drawn.map(([statement, more], index) => {
    const place = { Name: `Rule${index}`, Priority: index };
    if ('ManagedRuleGroupStatement' in statement) return groupRule(statement, place);
    const isRate = 'RateBasedStatement' in statement;
    return rule(place.Name, index, statement, isRate ? { Action: { Block: {} } } : more);
  }),
);

const text = fc.constantFrom('', 'x', 'a', 'REDACTED', 'ü', "1' or '1'='1", '{"x":1}', 'x'.repeat(9000));
const request: fc.Arbitrary<Parts> = fc
  .tuple(
    fc.constantFrom('/a', '/b', '/%61'),
    text,
    text,
    text,
    text,
    fc.constantFrom('', '{"x":1}', 'xxxx', 'x'.repeat(20_000)),
  )
  .map(([uriPath, queryString, authorization, cookie, agent, body]) => ({
    uriPath,
    queryString,
    headers: [
      ['Host', 'h'],
      ['Authorization', authorization],
      ['Cookie', `c=${cookie}`],
      ['User-Agent', agent],
    ],
    body,
  }));

const hidden = fc.subarray([
  header('authorization'),
  header('cookie'),
  header('user-agent'),
  { QueryString: {} },
  { UriPath: {} },
  { Method: {} },
]);

/** Sends the requests through a web ACL that logs, each a second after the one before. @returns the lines */
function logOf(Rules: readonly object[], requests: readonly Parts[], RedactedFields: readonly object[]) {
  const { firewall, clock, logFolder } = firewallUnderTest();
  declareWebAcl(firewall, Rules);
  const LogDestinationConfigs = ['arn:aws:s3:::aws-waf-logs-bank'];
  firewall.declareLogging(loggingProperties.parse({ ResourceArn: webAclArn, LogDestinationConfigs, RedactedFields }));
  for (const each of requests) {
    clock.nowMillis += 1000;
    evaluate(firewall, each);
  }
  return readFileSync(join(logFolder, 'waf-Bank.jsonl'), 'utf8').trimEnd().split('\n');
}

/** Replays lines against a web ACL, with the times of the records for a clock. */
function replay(Rules: readonly object[], lines: readonly string[]) {
  const { firewall, clock } = firewallUnderTest();
  declareWebAcl(firewall, Rules);
  const webAcl = firewall.webAclFor(stageArn);
  if (webAcl === undefined) throw new Error('there is no web ACL');
  const loaded: LoadedFirewall = {
    webAcl,
    name: 'Bank',
    capacity: 1,
    properties: webAclProperties.parse({
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
      VisibilityConfig: visibility,
      Rules,
    }),
    described: firewall.describe().map((each) => ({ ...each, rule: each.rule.slice('Bank#'.length) })),
    patternSets: new Map(),
    ipSets: new Map(),
    redactedFields: [],
  };
  const judge = createJudge(loaded);
  return lines.map((line) => {
    const record = parseWafRecord(line);
    clock.nowMillis = record.timestamp;
    return judge(record);
  });
}

describe('a line of our own log', () => {
  it('replays to the verdict that it records, whatever it hides', () => {
    fc.assert(
      fc.property(rules, fc.array(request, { minLength: 1, maxLength: 14 }), hidden, (Rules, requests, fields) => {
        for (const { change, before, after } of replay(Rules, logOf(Rules, requests, fields))) {
          assert.equal(change, 'unchanged', JSON.stringify({ before, after }));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is judged by itself where it hides nothing and the request had no body', () => {
    const Rules = statements.slice(0, 14).map((statement, index) => rule(`Rule${index}`, index, statement));
    for (const { presumed } of replay(Rules, logOf(Rules, [{ uriPath: '/b' }], []))) assert.deepEqual(presumed, []);
  });
});

describe('a record of AWS', () => {
  for (const [name, example] of Object.entries(awsExamples)) {
    it(`is read: ${name}`, () => {
      const record = parseWafRecord(JSON.stringify(example));
      assert.equal(record.terminatingRuleId, example.terminatingRuleId);
      assert.equal(replay([], [JSON.stringify(example)])[0]?.before.action, example.action);
    });
  }
});

describe('what AWS decided by what only AWS knows', () => {
  const group = 'AWSManagedRulesAmazonIpReputationList';
  const aws = (terminatingRule: object | null) =>
    JSON.stringify({
      ...awsExamples['SQL injection ends it'],
      terminatingRuleId: terminatingRule === null ? 'Default_Action' : 'Reputation',
      terminatingRuleType: terminatingRule === null ? 'REGULAR' : 'MANAGED_RULE_GROUP',
      action: terminatingRule === null ? 'ALLOW' : 'BLOCK',
      ruleGroupList: [
        { ruleGroupId: `AWS#${group}`, terminatingRule, nonTerminatingMatchingRules: [], excludedRules: null },
      ],
    });
  const reputation = groupRule(managed('AmazonIpReputationList'), { Name: 'Reputation', Priority: 1 });

  it('stands as it was recorded', () => {
    const ended = { ruleId: 'AWSManagedReconnaissanceList', action: 'BLOCK', ruleMatchDetails: null };
    const [refused, passed] = replay([reputation], [aws(ended), aws(null)]);
    assert.deepEqual(refused?.after, { action: 'BLOCK', rule: 'Reputation#AWSManagedReconnaissanceList' });
    assert.equal(refused?.change, 'unchanged');
    assert.equal(passed?.change, 'unchanged');
    assert.deepEqual([...new Set(passed?.presumed.map(({ by, truth }) => `${by} ${truth}`))], ['recorded no-match']);
  });

  it('stands although this machine, which can only guess, would decide otherwise', () => {
    const common = groupRule(managed('CommonRuleSet'), { Name: 'Common', Priority: 1 });
    const ended = { ruleId: 'CrossSiteScripting_URIPATH', action: 'BLOCK', ruleMatchDetails: null };
    const ruleGroupId = 'AWS#AWSManagedRulesCommonRuleSet';
    const line = JSON.stringify({
      ...JSON.parse(aws(ended)),
      terminatingRuleId: 'Common',
      ruleGroupList: [{ ruleGroupId, terminatingRule: ended, nonTerminatingMatchingRules: [], excludedRules: null }],
    });
    assert.equal(replay([common], [line])[0]?.change, 'unchanged');
  });

  it('is not made up for a group that the record does not know', () => {
    const line = JSON.stringify({ ...awsExamples['a puzzle that was solved'], ruleGroupList: [] });
    const [judged] = replay([reputation], [line]);
    assert.deepEqual([...new Set(judged?.presumed.map(({ by }) => by))], ['nothing']);
    assert.equal(judged?.change, 'unchanged');
  });

  it('lets a puzzle that was solved let the request go on', () => {
    const line = JSON.stringify(awsExamples['a puzzle that was solved']);
    const puzzle = rule('Puzzle', 1, contains({ UriPath: {} }, '/'), { Action: { Captcha: {} } });
    assert.equal(replay([puzzle], [line])[0]?.change, 'unchanged');
    assert.equal(replay([{ ...puzzle, Name: 'NewPuzzle' }], [line])[0]?.change, 'newly refused');
  });
});

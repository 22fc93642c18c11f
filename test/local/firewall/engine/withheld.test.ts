import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding, Sight, Trace } from '../../../../lib/local/firewall/index.ts';
import type { Withheld } from '../../../../lib/local/firewall/inspected-request.ts';
import {
  and,
  byteMatch,
  declareIpSet,
  declareWebAcl,
  firewallUnderTest,
  groupRule,
  managed,
  none,
  not,
  or,
  request,
  rule,
  stageArn,
} from '../firewall-under-test.ts';

type Parts = Parameters<typeof request>[0];

/** What the rules come to of a request of which some fields are kept back, by name. */
function judge(rules: readonly object[], fields: Readonly<Record<string, Withheld>>, parts: Parts = {}) {
  const { firewall } = firewallUnderTest();
  declareIpSet(firewall, 'arn:ips', ['203.0.113.0/24']);
  declareWebAcl(firewall, rules);
  const sights: Sight[] = [];
  const findings: Finding[] = [];
  const trace: Trace = { saw: (sight) => sights.push(sight), found: (finding) => findings.push(finding) };
  const withheld = (field: object) => fields[Object.keys(field)[0] ?? ''];
  const verdict = firewall.webAclFor(stageArn)?.evaluate({ ...request(parts), withheld }, trace);
  return { sights, truths: findings.map(({ truth }) => truth), verdict };
}

const unknown: Withheld = { bytes: undefined };
const inBody = byteMatch({ Body: {} }, 'x');
const inPath = byteMatch({ UriPath: {} }, '/accounts');
const sizeOf = (Size: number, TextTransformations: readonly object[] = none) => ({
  SizeConstraintStatement: { FieldToMatch: { Body: {} }, ComparisonOperator: 'GT', Size, TextTransformations },
});

describe('a part of a request that was withheld', () => {
  it('lets no condition about it apply, and a rule only where the rest decides', () => {
    const rules = [inBody, not(inBody), and(inBody, inPath), and(inBody, not(inPath)), or(inBody, not(inPath))];
    const { truths } = judge(
      rules.map((statement) => rule(statement, { Action: { Count: {} } })),
      { Body: unknown },
      { body: 'x' },
    );
    assert.deepEqual(truths, ['not-applicable', 'not-applicable', 'not-applicable', 'no-match', 'not-applicable']);
    assert.deepEqual(judge([rule(or(inBody, inPath))], { Body: unknown }).truths, ['match']);
  });

  it('is measured all the same where its length is known', () => {
    const truthOf = (statement: object, bytes: number | undefined) =>
      judge([rule(statement)], { Body: { bytes } }).truths[0];
    assert.equal(truthOf(sizeOf(100), 101), 'match');
    assert.equal(truthOf(sizeOf(100), 100), 'no-match');
    assert.equal(truthOf(sizeOf(100), undefined), 'not-applicable');
    assert.equal(truthOf(sizeOf(20_000), 30_000), 'no-match', 'only what is inspected counts');
    assert.equal(truthOf(sizeOf(100, [{ Priority: 0, Type: 'URL_DECODE' }]), 101), 'not-applicable');
  });

  it('counts to no rate, and holds no address', () => {
    const CustomKeys = [{ Header: { Name: 'x-api-key', TextTransformations: none } }];
    const rate = { RateBasedStatement: { Limit: 10, AggregateKeyType: 'CUSTOM_KEYS', CustomKeys } };
    const forwarded = { HeaderName: 'x-forwarded-for', FallbackBehavior: 'MATCH', Position: 'FIRST' };
    const address = { IPSetReferenceStatement: { Arn: 'arn:ips', IPSetForwardedIPConfig: forwarded } };
    const headers = [['x-api-key', 'REDACTED'] as const, ['x-forwarded-for', 'REDACTED'] as const];
    const { truths } = judge([rule(rate), rule(address)], { SingleHeader: unknown }, { headers });
    assert.deepEqual(truths, ['not-applicable', 'not-applicable']);
    assert.deepEqual(judge([rule(address)], {}, { headers }).truths, ['match']);
  });
});

describe('a trace that presumes', () => {
  const judged = (rules: readonly object[], presume: NonNullable<Trace['presume']>) => {
    const { firewall } = firewallUnderTest();
    declareWebAcl(firewall, rules);
    return firewall.webAclFor(stageArn)?.evaluate(request(), { saw: () => {}, found: () => {}, presume });
  };

  it('has the last word on a rule, and on who reaches a group', () => {
    assert.equal(judged([rule(inPath)], () => 'no-match')?.action, 'allow');
    assert.equal(judged([rule(inBody)], () => 'match')?.action, 'block');
    const outside = managed('CommonRuleSet', { ScopeDownStatement: not(inPath) });
    const asked: string[] = [];
    const verdict = judged([groupRule(outside, { Name: 'Common' })], ({ rule: name, inGroup }) => {
      asked.push(inGroup ?? name);
      return 'match';
    });
    assert.equal(verdict?.seen.terminatingRule, 'Common#NoUserAgent_HEADER');
    assert.deepEqual(asked, ['Common', 'NoUserAgent_HEADER']);
  });
});

describe('a trace', () => {
  it('is told of labels, addresses and rates as well', () => {
    const seen = rule(inPath, { Action: { Count: {} }, RuleLabels: [{ Name: 'seen' }] });
    const labelled = rule({ LabelMatchStatement: { Scope: 'LABEL', Key: 'seen' } }, { Action: { Count: {} } });
    const listed = rule({ IPSetReferenceStatement: { Arn: 'arn:ips' } });
    const rate = rule({ RateBasedStatement: { Limit: 10, AggregateKeyType: 'IP' } });
    const { sights } = judge([seen, labelled, listed, rate], {});
    assert.deepEqual(
      sights.slice(1).map(({ field, values, truth }) => [Object.keys(field)[0], values, truth]),
      [
        ['Labels', ['awswaf:123456789012:webacl:Bank:seen'], 'match'],
        ['ClientIp', ['198.51.100.7'], 'no-match'],
        ['RateKey', ['32/c6336407'], 'no-match'],
      ],
    );
    assert.deepEqual(sights[1]?.condition, { Scope: 'LABEL', Key: 'seen' });
  });
});

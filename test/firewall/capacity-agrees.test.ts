import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import * as fc from 'fast-check';
import { capacityOf } from '../../lib/constructs/firewall/capacity.ts';
import { managedCapacityUnits } from '../../lib/constructs/firewall/managed-groups.ts';
import { transformed } from '../../lib/constructs/firewall/statements.ts';
import type { FirewallRule } from '../../lib/constructs/index.ts';
import { managedGroups } from '../../lib/local/firewall/managed/managed-groups.ts';
import { preParseTransformations } from '../../lib/local/firewall/transformations/pre-parse.ts';
import { transformations } from '../../lib/local/firewall/transformations/transformations.ts';
import { synthesise } from '../constructs/support/synthesise.ts';
import {
  declareIpSet,
  declarePatternSet,
  declareWebAcl,
  firewallUnderTest,
} from '../local/firewall/firewall-under-test.ts';

type Statement = wafv2.CfnWebACL.StatementProperty;

const steps = (types: Iterable<string>) =>
  fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 4 }).map(transformed);
const textTransformations = steps(transformations.keys());
const all = { matchScope: 'ALL', oversizeHandling: 'MATCH' };

const queries: readonly wafv2.CfnWebACL.FieldToMatchProperty[] = [
  { allQueryArguments: {} },
  { singleQueryArgument: { Name: 'a' } },
];
const fields: readonly wafv2.CfnWebACL.FieldToMatchProperty[] = [
  { uriPath: {} },
  { queryString: {} },
  { singleHeader: { Name: 'a' } },
  { headers: { ...all, matchPattern: { all: {} } } },
  { cookies: { ...all, matchPattern: { all: {} } } },
  { headerOrder: { oversizeHandling: 'MATCH' } },
  { body: { oversizeHandling: 'MATCH' } },
  { jsonBody: { ...all, matchPattern: { all: {} } } },
  { jsonBody: { ...all, matchPattern: { includedPaths: ['/a', '/b'] } } },
];

const component = fc.oneof(
  fc.record({ fieldToMatch: fc.constantFrom(...fields, ...queries), textTransformations }),
  fc.record({
    fieldToMatch: fc.constantFrom(...queries),
    textTransformations,
    preParseTextTransformations: steps(preParseTransformations.keys()),
  }),
);
const about = (make: (it: wafv2.CfnWebACL.XssMatchStatementProperty) => Statement) => component.map(make);

const forwarded = { headerName: 'X-Forwarded-For', fallbackBehavior: 'MATCH' };
const leaf: fc.Arbitrary<Statement> = fc.oneof(
  ...['EXACTLY', 'STARTS_WITH', 'ENDS_WITH', 'CONTAINS', 'CONTAINS_WORD'].map((positionalConstraint) =>
    about((it) => ({ byteMatchStatement: { ...it, positionalConstraint, searchString: 'x' } })),
  ),
  about((it) => ({ regexMatchStatement: { ...it, regexString: 'x' } })),
  about((it) => ({ regexPatternSetReferenceStatement: { ...it, arn: 'patterns' } })),
  about((it) => ({ sizeConstraintStatement: { ...it, comparisonOperator: 'GT', size: 9 } })),
  ...['LOW', 'HIGH', undefined].map((sensitivityLevel) =>
    about((it) => ({ sqliMatchStatement: { ...it, ...(sensitivityLevel && { sensitivityLevel }) } })),
  ),
  about((it) => ({ xssMatchStatement: it })),
  fc.constantFrom<Statement>(
    { geoMatchStatement: { countryCodes: ['DE', 'FR'] } },
    { asnMatchStatement: { asnList: [1, 2] } },
    { labelMatchStatement: { scope: 'LABEL', key: 'a' } },
    { ipSetReferenceStatement: { arn: 'addresses' } },
    ...['FIRST', 'LAST', 'ANY'].map((position) => ({
      ipSetReferenceStatement: { arn: 'addresses', ipSetForwardedIpConfig: { ...forwarded, position } },
    })),
  ),
);

const { nested } = fc.letrec<{ nested: Statement }>((tie) => {
  const several = fc.array(tie('nested'), { minLength: 2, maxLength: 4 });
  return {
    nested: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      tie('nested').map((statement) => ({ notStatement: { statement } })),
      several.map((statements) => ({ andStatement: { statements } })),
      several.map((statements) => ({ orStatement: { statements } })),
    ),
  };
});

const scoped = fc.option(nested, { nil: undefined });
const header = textTransformations.map((it) => ({ header: { name: 'a', textTransformations: it } }));
const customKeys = fc.tuple(header, fc.subarray([{ ip: {} }, { httpMethod: {} }, { asn: {} }], { minLength: 0 }));
/** Those that a reference may name without telling them anything. */
const plainGroups = [...managedGroups.keys()].filter((name) => !/BotControl|ATP|ACFP|AntiDDoS/.test(name));

const rule: fc.Arbitrary<Omit<FirewallRule, 'name'>> = fc.oneof(
  { weight: 6, arbitrary: nested.map((statement) => ({ statement, action: { block: {} } })) },
  fc.tuple(scoped, customKeys, fc.boolean()).map(([scopeDownStatement, [first, more], byAddress]) => ({
    statement: {
      rateBasedStatement: {
        limit: 100,
        ...(byAddress ? { aggregateKeyType: 'IP' } : { aggregateKeyType: 'CUSTOM_KEYS', customKeys: [first, ...more] }),
        ...(scopeDownStatement && { scopeDownStatement }),
      },
    },
    action: { block: {} },
  })),
  fc.tuple(scoped, fc.constantFrom(...plainGroups)).map(([scopeDownStatement, name]) => ({
    statement: {
      managedRuleGroupStatement: { vendorName: 'AWS', name, ...(scopeDownStatement && { scopeDownStatement }) },
    },
    overrideAction: { none: {} },
  })),
);

const visibilityConfig = { cloudWatchMetricsEnabled: true, metricName: 'metric', sampledRequestsEnabled: false };

/** What the evaluator counts of each rule, in a web ACL of its own as the CDK writes it. */
function countedByTheEvaluator(rules: readonly FirewallRule[]): readonly number[] {
  const template = synthesise((stack) => {
    for (const { name, ...it } of rules) {
      new wafv2.CfnWebACL(stack, name, {
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        visibilityConfig,
        rules: [{ name, priority: 0, visibilityConfig, ...it }],
      });
    }
  });
  const written = template.findResources('AWS::WAFv2::WebACL');
  return rules.map(({ name }) => {
    const { firewall } = firewallUnderTest();
    declareIpSet(firewall, 'addresses', ['192.0.2.0/24']);
    declarePatternSet(firewall, 'patterns', ['x', 'y']);
    return declareWebAcl(firewall, written[name]?.['Properties'].Rules);
  });
}

describe('what a rule costs', () => {
  it('is the same to the construct and to the evaluator, whatever the rule', (test) => {
    const sample = fc.sample(rule, { numRuns: 400, seed: 5 }).map((it, at) => ({ name: `Rule${at}`, ...it }));
    const rules = sample.filter((it) => capacityOf(it) <= 5_000);
    const kinds = new Set(JSON.stringify(rules).match(/\w+(?<!scopeDown)Statement(?=":)/g));
    test.diagnostic(`${rules.length} rules of ${kinds.size} kinds of statements`);
    // All but references to rule groups of a template, whose capacity the group says.
    assert.equal(kinds.size, 15);
    const counted = countedByTheEvaluator(rules);
    for (const [at, it] of rules.entries()) assert.equal(counted[at], capacityOf(it), JSON.stringify(it));
  });

  it('is the same for every group that AWS manages', () => {
    const capacities = [...managedGroups.values()].map(({ name, capacity }) => [name, capacity] as const);
    assert.deepEqual(new Map(capacities.toSorted()), new Map([...managedCapacityUnits].toSorted()));
  });
});

import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { problemType, type StandardProblemCode, securityHeaders, standardProblems } from '../contract/index.ts';

/** A rule with what it costs: AWS charges a web ACL above 1,500 web ACL capacity units. */
export interface FirewallRule {
  readonly name: string;
  readonly capacityUnits: number;
  readonly rule: Pick<wafv2.CfnWebACL.RuleProperty, 'statement' | 'action' | 'overrideAction'>;
}

/** The problems that the firewall answers by itself, by the key of their body. */
export const firewallProblems = ['body-too-large', 'too-many-requests'] as const satisfies StandardProblemCode[];

/**
 * Refuses bodies over a size with 413, whether or not the whole body was inspected. First, because it costs nothing and
 * spares the rules behind it the work.
 */
export const bodySizeRule = (bytes: number): FirewallRule => ({
  name: 'BodySize',
  capacityUnits: 1,
  rule: {
    statement: {
      sizeConstraintStatement: {
        fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
        comparisonOperator: 'GT',
        size: bytes,
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    },
    action: { block: { customResponse: answer('body-too-large') } },
  },
});

/** Refuses, with 429, an address that sent more than `requests` in five minutes; AWS counts it by the ten seconds. */
export const addressRateRule = (requests: number): FirewallRule => ({
  name: 'AddressRate',
  capacityUnits: 2,
  rule: {
    statement: { rateBasedStatement: { limit: requests, evaluationWindowSec: 300, aggregateKeyType: 'IP' } },
    action: { block: { customResponse: answer('too-many-requests', { 'Retry-After': '300' }) } },
  },
});

/** Rules that AWS keeps. `counted` rules of a group only leave a label. */
export const managedRules: readonly FirewallRule[] = [
  managed('AWSManagedRulesAmazonIpReputationList', 25),
  // Its limit of 8 KB would refuse what contracts allow; BodySize above holds the bodies.
  managed('AWSManagedRulesCommonRuleSet', 700, { counted: ['SizeRestrictions_BODY'] }),
  managed('AWSManagedRulesKnownBadInputsRuleSet', 200),
  managed('AWSManagedRulesSQLiRuleSet', 200),
];

/**
 * A problem document (RFC 9457) as far as AWS WAF can send one: it knows no media type beyond `application/json`, and no
 * request id.
 */
export const problemBody = (code: StandardProblemCode): wafv2.CfnWebACL.CustomResponseBodyProperty => ({
  contentType: 'APPLICATION_JSON',
  content: JSON.stringify({ type: problemType(code), ...standardProblems[code], code }),
});

const answer = (
  code: (typeof firewallProblems)[number],
  headers: Readonly<Record<string, string>> = {},
): wafv2.CfnWebACL.CustomResponseProperty => ({
  responseCode: standardProblems[code].status,
  customResponseBodyKey: code,
  responseHeaders: Object.entries({ ...securityHeaders, ...headers }).map(([name, value]) => ({ name, value })),
});

function managed(
  name: string,
  capacityUnits: number,
  { counted = [] }: { readonly counted?: readonly string[] } = {},
): FirewallRule {
  return {
    name,
    capacityUnits,
    rule: {
      statement: {
        managedRuleGroupStatement: {
          vendorName: 'AWS',
          name,
          ...(counted.length > 0 && {
            ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          }),
        },
      },
      overrideAction: { none: {} },
    },
  };
}

import * as cdk from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { adjustableQuotas, assertQuotas, type Measured, responseHeaders } from './quotas.ts';
import type { FirewallRule } from './rule.ts';

/**
 * Measures what a firewall is about to deploy, and the pattern sets in it. Warns of what AWS refuses an account until it
 * is asked for more.
 *
 * @throws Error for what AWS refuses whatever the account
 */
export function holdQuotas(
  firewall: Construct,
  rules: readonly FirewallRule[],
  responseBodies: Measured['responseBodies'],
): void {
  const sets = firewall.node.findAll().filter((each) => each instanceof wafv2.CfnRegexPatternSet);
  const patternSets = sets.map(({ node, regularExpressionList }) => ({
    name: node.id,
    patterns: regularExpressionList,
  }));
  assertQuotas(firewall.node.path, { rules, patternSets, responseBodies });
  const headers = rules.reduce((total, { action }) => total + responseHeaders(action), 0);
  for (const [what, found, most] of [
    ['regex pattern sets', sets.length, adjustableQuotas.patternSets],
    ['headers in the answers of its rules', headers, adjustableQuotas.responseHeaders],
  ] as const) {
    if (found <= most) continue;
    cdk.Annotations.of(firewall).addWarningV2(
      'portcullis:firewallQuota',
      `the web ACL has ${found} ${what}; AWS allows ${most} until it is asked for more (Service Quotas)`,
    );
  }
}

import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';

/** A rule of a web ACL, before it has a place among the others. */
export interface FirewallRule {
  /** Also its metric, and the name in the log: letters, digits and hyphens. */
  readonly name: string;
  readonly statement: wafv2.CfnWebACL.StatementProperty;
  /** What happens to a request that the statement matches. Not of a rule group, whose rules have their own. */
  readonly action?: wafv2.CfnWebACL.RuleActionProperty;
  /** Of a rule group: `none` leaves its rules their actions. */
  readonly overrideAction?: wafv2.CfnWebACL.OverrideActionProperty;
  /** What is noted of a request that matches: `portcullis:sql:query`. */
  readonly labels?: readonly string[];
  /** What it costs in WCU, where that cannot be told from the statement: a rule group of somebody else. */
  readonly capacityUnits?: number;
}

import type { SharedContext } from '../engine/compile-statement.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import type { Named } from '../firewall-service.ts';
import type { CustomResponseBodies } from './actions.ts';
import type { RuleGroupProperties } from './rule-group-properties.ts';
import type { RuleProperties } from './rule-properties.ts';

/** A rule of a web ACL whose statement refers to a rule group. */
export interface ReferenceRule {
  readonly rule: RuleProperties;
  /** The properties of the statement, not yet parsed. */
  readonly written: unknown;
  readonly override: 'None' | 'Count';
}

/** Told where something stands that does nothing, and why. */
export type Warn = (where: string, why: string) => void;

export interface ReferenceSetting {
  readonly accountId: string;
  readonly shared: SharedContext;
  readonly bodies: CustomResponseBodies;
  readonly ruleGroup: (arn: string) => Named<RuleGroupProperties> | undefined;
  /** Told of what AWS lets pass in silence though it cannot be meant. */
  readonly warn: Warn;
}

/** A reference has an override in place of an action, and no labels of its own. */
export function parseReferenceRule(rule: RuleProperties, written: unknown, path: string): ReferenceRule {
  if (rule.Action !== undefined || rule.OverrideAction === undefined) {
    throw new FirewallRefusal(joinPath(path, 'OverrideAction'), 'is needed in place of an Action');
  }
  if (rule.RuleLabels !== undefined) {
    throw new FirewallRefusal(joinPath(path, 'RuleLabels'), 'cannot be added by a reference to a rule group');
  }
  return { rule, written, override: rule.OverrideAction.Count === undefined ? 'None' : 'Count' };
}

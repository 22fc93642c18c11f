import { compileStatement, type SharedContext, theOneMember } from '../engine/compile-statement.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import type { Action, CustomResponseBodies } from './actions.ts';
import { compileAction } from './compile-action.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { conditionRule } from './condition-rule.ts';
import type { RuleProperties } from './rule-properties.ts';

/** Where a rule stands: what its statements share, its custom bodies, and the group around it. */
export interface RuleSetting {
  readonly shared: SharedContext;
  readonly bodies: CustomResponseBodies;
  readonly within: { readonly rule: string; readonly groupId: string } | undefined;
  /** What a reference to the group makes the rule do instead of its own action. */
  readonly overrideOf: (ruleName: string) => Action | undefined;
}

/** @throws FirewallRefusal with the path of whatever AWS would refuse or cannot be honoured here */
export function compileConditionRule(rule: RuleProperties, path: string, setting: RuleSetting): CompiledRule {
  const { Name, Priority, Action: action, OverrideAction, RuleLabels = [] } = rule;
  if (OverrideAction !== undefined) {
    throw new FirewallRefusal(joinPath(path, 'OverrideAction'), 'is for references to rule groups only');
  }
  if (action === undefined) throw new FirewallRefusal(joinPath(path, 'Action'), 'is missing');
  const { name: kind } = theOneMember(rule.Statement, joinPath(path, 'Statement'));
  if (kind === 'RateBasedStatement' && action.Allow !== undefined) {
    throw new FirewallRefusal(joinPath(path, 'Action', 'Allow'), 'cannot be the action of a rate-based rule');
  }
  const statement = compileStatement(rule.Statement, joinPath(path, 'Statement'), setting.shared);
  const labels = RuleLabels.map(({ Name: label }) => `${setting.shared.labelPrefix}${label}`);
  setting.shared.labelOrigins.add(labels, statement.fidelity);
  return conditionRule({
    name: Name,
    priority: Priority,
    statement,
    action: setting.overrideOf(Name) ?? compileAction(action, setting.bodies, joinPath(path, 'Action')),
    labels,
    within: setting.within,
  });
}

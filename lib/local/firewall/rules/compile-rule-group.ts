import type { SharedContext } from '../engine/compile-statement.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import type { Named } from '../firewall-service.ts';
import type { Action } from './actions.ts';
import { assertRuleQuotas } from './assert-rule-quotas.ts';
import { compileConditionRule } from './compile-rule.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { ruleGroupLabelPrefix } from './labels.ts';
import type { RuleGroupProperties } from './rule-group-properties.ts';
import { inOrder } from './rule-properties.ts';

export interface RuleGroupSetting {
  readonly accountId: string;
  readonly shared: Omit<SharedContext, 'labelPrefix'>;
  /** The rule of the web ACL that refers to the group. */
  readonly referredBy: string;
  readonly overrides: ReadonlyMap<string, Action>;
  readonly path: string;
}

/**
 * The rules of a group for one reference to it: rate counters are not shared between references.
 *
 * @throws FirewallRefusal when a rule is refused, or all need more capacity than the group declares
 */
export function compileRuleGroup(
  { arn, name, properties }: Named<RuleGroupProperties>,
  { accountId, shared, referredBy, overrides, path }: RuleGroupSetting,
): readonly CompiledRule[] {
  const setting = {
    shared: { ...shared, labelPrefix: ruleGroupLabelPrefix(accountId, name) },
    bodies: properties.CustomResponseBodies ?? {},
    within: { rule: referredBy, groupId: arn },
    overrideOf: (ruleName: string) => overrides.get(ruleName),
  };
  assertRuleQuotas('ruleGroup', properties, path);
  const rules = inOrder(properties.Rules).map(({ rule, index }) =>
    compileConditionRule(rule, joinPath(path, 'Rules', index), setting),
  );
  const needed = rules.reduce((sum, { capacity }) => sum + capacity, 0);
  if (!(needed <= properties.Capacity)) {
    throw new FirewallRefusal(
      joinPath(path, 'Capacity'),
      `is ${properties.Capacity}, and the rules need ${needed} WCU`,
    );
  }
  return rules;
}

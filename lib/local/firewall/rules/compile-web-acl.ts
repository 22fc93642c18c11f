import { assertQuota } from '../engine/assert-quota.ts';
import type { SharedContext } from '../engine/compile-statement.ts';
import { theOneMember } from '../engine/compile-statement.ts';
import { startInspection } from '../engine/inspection.ts';
import { createIntern } from '../engine/interning.ts';
import { createLabelOrigins } from '../engine/label-origins.ts';
import { joinPath } from '../engine/refusal.ts';
import type { Trace } from '../engine/trace.ts';
import type { Named } from '../firewall-service.ts';
import type { InspectedRequest } from '../inspected-request.ts';
import { createDataProtection, type DataProtection } from '../log/data-protection.ts';
import type { Action } from './actions.ts';
import { assertRuleQuotas } from './assert-rule-quotas.ts';
import { compileAction } from './compile-action.ts';
import { compileConditionRule } from './compile-rule.ts';
import { type CompiledRule, evaluateInOrder } from './compiled-rule.ts';
import type { Decision } from './decision.ts';
import { webAclLabelPrefix } from './labels.ts';
import { compileManagedRuleGroup } from './managed-rule-group.ts';
import { parseReferenceRule, type ReferenceSetting } from './reference-rule.ts';
import { compileRuleGroupReference } from './rule-group-reference.ts';
import { inOrder, type RuleProperties } from './rule-properties.ts';
import { bodyInspectionLimit, type WebAclProperties } from './web-acl-properties.ts';

export interface CompiledWebAcl {
  readonly arn: string;
  readonly name: string;
  /** Web ACL capacity units. */
  readonly capacity: number;
  readonly rules: readonly CompiledRule[];
  readonly dataProtection: DataProtection;
  readonly decide: (request: InspectedRequest, nowMillis: number, trace?: Trace) => Decision;
}

export type WebAclSetting = Omit<ReferenceSetting, 'shared' | 'bodies'> &
  Pick<SharedContext, 'ipSet' | 'patternSet' | 'addressBook' | 'rateMode'>;

/** @throws FirewallRefusal with the path of whatever AWS would refuse or cannot be honoured here */
export function compileWebAcl(webAcl: Named<WebAclProperties>, setting: WebAclSetting): CompiledWebAcl {
  const { arn, name, properties } = webAcl;
  const bodies = properties.CustomResponseBodies ?? {};
  const shared: SharedContext = {
    ipSet: setting.ipSet,
    patternSet: setting.patternSet,
    addressBook: setting.addressBook,
    rateMode: setting.rateMode,
    labelPrefix: webAclLabelPrefix(setting.accountId, name),
    labelOrigins: createLabelOrigins(),
    intern: createIntern(),
  };
  assertRuleQuotas('webAcl', properties, '');
  // In their order: what a rule asks for in labels, rules before it have added.
  const rules = inOrder(properties.Rules).map(({ rule, index }) =>
    compileRule(rule, joinPath('Rules', index), { ...setting, shared, bodies }),
  );
  const capacity = rules.reduce((sum, rule) => sum + rule.capacity, 0);
  assertQuota('capacityOfWebAcl', capacity, 'Rules');
  const defaultAction: Action = compileAction(properties.DefaultAction, bodies, 'DefaultAction');
  const bodyLimitBytes = bodyInspectionLimit(properties);

  return {
    arn,
    name,
    capacity,
    rules,
    dataProtection: createDataProtection(properties.DataProtectionConfig),
    decide(request, nowMillis, trace) {
      const inspection = startInspection(request, { nowMillis, bodyLimitBytes, trace });
      const ending = evaluateInOrder(rules, inspection);
      return { inspection, ending, action: ending?.action ?? defaultAction };
    },
  };
}

function compileRule(rule: RuleProperties, path: string, setting: ReferenceSetting): CompiledRule {
  const place = joinPath(path, 'Statement');
  const { name, properties } = theOneMember(rule.Statement, place);
  const reference = references.get(name);
  if (reference !== undefined) {
    return reference(parseReferenceRule(rule, properties, path), joinPath(place, name), setting);
  }
  return compileConditionRule(rule, path, { ...setting, within: undefined, overrideOf: () => undefined });
}

const references = new Map([
  ['RuleGroupReferenceStatement', compileRuleGroupReference],
  ['ManagedRuleGroupStatement', compileManagedRuleGroup],
]);

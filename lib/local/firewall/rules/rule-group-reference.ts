import * as z from 'zod';
import { FirewallRefusal, joinPath, parsePart } from '../engine/refusal.ts';
import { compileRuleGroup } from './compile-rule-group.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { groupRule } from './group-rule.ts';
import { compileOverrides, overrideProperties, unknownNames } from './overrides.ts';
import type { ReferenceRule, ReferenceSetting } from './reference-rule.ts';

const properties = z.strictObject({ Arn: z.string(), ...overrideProperties });

/** A rule that refers to a rule group of the template. */
export function compileRuleGroupReference(
  { rule, written, override }: ReferenceRule,
  path: string,
  setting: ReferenceSetting,
): CompiledRule {
  const { Arn, ...rest } = parsePart(properties, written, path);
  const group = setting.ruleGroup(Arn);
  if (group === undefined) throw new FirewallRefusal(joinPath(path, 'Arn'), `there is no rule group ${Arn}`);
  const overrides = compileOverrides(rest, setting.bodies, path);
  const names = group.properties.Rules.map(({ Name }) => Name);
  const [unknown] = unknownNames(overrides, names);
  if (unknown !== undefined) throw new FirewallRefusal(path, `overrides the rule ${unknown}, which the group lacks`);
  return groupRule({
    name: rule.Name,
    priority: rule.Priority,
    capacity: group.properties.Capacity,
    rules: compileRuleGroup(group, {
      accountId: setting.accountId,
      shared: setting.shared,
      referredBy: rule.Name,
      overrides,
      path: joinPath(path, 'Arn'),
    }),
    scopeDown: undefined,
    override,
  });
}

import * as z from 'zod';
import { compileStatement } from '../engine/compile-statement.ts';
import { FirewallRefusal, joinPath, parsePart } from '../engine/refusal.ts';
import type { Statement } from '../engine/statement.ts';
import { managedGroups } from '../managed/managed-groups.ts';
import type { ManagedRule } from '../managed/managed-rule.ts';
import { block, count } from './compile-action.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { conditionRule } from './condition-rule.ts';
import { groupRule } from './group-rule.ts';
import { managedLabelPrefix } from './labels.ts';
import { compileOverrides, overrideProperties, unknownNames } from './overrides.ts';
import type { ReferenceRule, ReferenceSetting } from './reference-rule.ts';

const properties = z.strictObject({
  VendorName: z.literal('AWS'),
  Name: z.string(),
  Version: z.string().optional(),
  ScopeDownStatement: z.unknown().optional(),
  ...overrideProperties,
});

/** A rule that refers to a group which AWS manages, built here from what is public about it. */
export function compileManagedRuleGroup(
  { rule, written, override }: ReferenceRule,
  path: string,
  setting: ReferenceSetting,
): CompiledRule {
  const { Name, ScopeDownStatement, ...rest } = parsePart(properties, written, path);
  const group = managedGroups.get(Name);
  if (group === undefined) {
    throw new FirewallRefusal(joinPath(path, 'Name'), `the local runtime does not know the managed group ${Name}`);
  }
  const overrides = compileOverrides(rest, setting.bodies, path);
  for (const unknown of unknownNames(
    overrides,
    group.rules.map(({ name }) => name),
  )) {
    setting.warn(`${path}: ${Name} has no rule ${unknown}: AWS ignores the override, and so does this machine`);
  }
  const shared = { ...setting.shared, labelPrefix: managedLabelPrefix(group.slug) };
  return groupRule({
    name: rule.Name,
    priority: rule.Priority,
    capacity: group.capacity,
    rules: group.rules.map((member, priority) =>
      conditionRule({
        name: member.name,
        priority,
        statement: statementOf(member, (json) => compileStatement(json, joinPath(Name, member.name), shared)),
        action: overrides.get(member.name) ?? (member.action === 'Count' ? count : block),
        labels: [`${shared.labelPrefix}${member.label}`],
        within: { rule: rule.Name, groupId: `AWS#${Name}` },
      }),
    ),
    scopeDown:
      ScopeDownStatement === undefined
        ? undefined
        : compileStatement(ScopeDownStatement, joinPath(path, 'ScopeDownStatement'), setting.shared, true),
    override,
  });
}

/** The table knows better than the statement how near a rule comes to AWS. */
function statementOf(member: ManagedRule, compile: (json: unknown) => Statement): Statement | undefined {
  if (member.enforcement === 'not-enforced') return undefined;
  return { ...compile(member.statement), fidelity: member.enforcement };
}

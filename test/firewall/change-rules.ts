import { isJsonObject, type Json } from '../../lib/local/json.ts';
import type { TemplateRule } from './firewall-of.ts';

/** A rule, and of a managed group which of its rules: `AWSManagedRulesSQLiRuleSet#SQLi_COOKIE`. */
const partsOf = (name: string): readonly [rule: string, member: string | undefined] => {
  const [rule = '', member] = name.split('#');
  return [rule, member];
};

/** The same rule, but it refuses nothing: it counts, or where it only ever counted, it leaves no label. */
export function counted(rule: TemplateRule, member?: string): TemplateRule {
  if ('OverrideAction' in rule) return member === undefined ? groupCounted(rule) : membersCounted(rule, [member]);
  if (isJsonObject(rule['Action']) && 'Count' in rule['Action']) return { ...rule, RuleLabels: [] };
  return { ...rule, Action: { Count: {} } };
}

const groupCounted = (rule: TemplateRule): TemplateRule => ({ ...rule, OverrideAction: { Count: {} } });

function membersCounted(rule: TemplateRule, members: readonly string[]): TemplateRule {
  const { Statement } = rule;
  const group = isJsonObject(Statement) ? Statement['ManagedRuleGroupStatement'] : undefined;
  if (!isJsonObject(group)) throw new Error('only a managed group has rules that are not in the template');
  const before = countedIn(rule);
  const overrides: Json = [...before, ...members.filter((each) => !before.includes(each))].map((Name) => ({
    Name,
    ActionToUse: { Count: {} },
  }));
  return { ...rule, Statement: { ManagedRuleGroupStatement: { ...group, RuleActionOverrides: overrides } } };
}

/** The rules of a managed group that only leave their labels as it is. */
export function countedIn({ Statement }: TemplateRule): readonly string[] {
  const group = isJsonObject(Statement) ? Statement['ManagedRuleGroupStatement'] : undefined;
  const overrides = isJsonObject(group) ? group['RuleActionOverrides'] : undefined;
  return Array.isArray(overrides) ? overrides.filter(isJsonObject).map(({ Name }) => String(Name)) : [];
}

/** Takes every other rule away; of a managed group the other rules only count, and so do the groups whose labels it reads. */
export const alone =
  (name: string, ruleNames: readonly string[]) =>
  (rule: TemplateRule): TemplateRule | undefined => {
    const [kept, member] = partsOf(name);
    if (rule['Name'] !== kept)
      return name.endsWith('Confirmed') && 'OverrideAction' in rule ? counted(rule) : undefined;
    const siblings = ruleNames.flatMap((each) => {
      const [group, sibling] = partsOf(each);
      return group === kept && sibling !== undefined && sibling !== member ? [sibling] : [];
    });
    return member === undefined ? rule : membersCounted(rule, siblings);
  };

/** Lets one rule only count. */
export const without =
  (name: string) =>
  (rule: TemplateRule): TemplateRule => {
    const [its, member] = partsOf(name);
    return rule['Name'] === its ? counted(rule, member) : rule;
  };

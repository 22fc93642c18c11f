import * as z from 'zod';
import { compileStatement, type SharedContext } from '../engine/compile-statement.ts';
import { leastOf } from '../engine/fidelity.ts';
import { inspectedAddress } from '../engine/inspected-address.ts';
import type { Inspection } from '../engine/inspection.ts';
import { compilePattern } from '../engine/pattern.ts';
import { FirewallRefusal, joinPath, parsePart } from '../engine/refusal.ts';
import type { Statement } from '../engine/statement.ts';
import { truthOf } from '../engine/truth.ts';
import { managedGroupConfigs, needConfig } from '../managed/managed-group-configs.ts';
import { managedGroups } from '../managed/managed-groups.ts';
import type { ManagedRule } from '../managed/managed-rule.ts';
import { managedPatterns } from '../managed/statements.ts';
import type { AddressBook } from '../references/address-book.ts';
import { block, captcha, challenge, count } from './compile-action.ts';
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
  ManagedRuleGroupConfigs: managedGroupConfigs.optional(),
  ScopeDownStatement: z.unknown().optional(),
  ...overrideProperties,
});

/** A rule that refers to a group which AWS manages, built here from what is public about it. */
export function compileManagedRuleGroup(
  { rule, written, override }: ReferenceRule,
  path: string,
  setting: ReferenceSetting,
): CompiledRule {
  const { Name, ScopeDownStatement, ManagedRuleGroupConfigs = [], ...rest } = parsePart(properties, written, path);
  const group = managedGroups.get(Name);
  if (group === undefined) {
    throw new FirewallRefusal(joinPath(path, 'Name'), `the local runtime does not know the managed group ${Name}`);
  }
  const configured = ManagedRuleGroupConfigs.flatMap((config) => Object.keys(config));
  if (configured.some((each) => each !== Name) || (needConfig.has(Name) && configured.length === 0)) {
    throw new FirewallRefusal(
      joinPath(path, 'ManagedRuleGroupConfigs'),
      `must be what ${Name} needs, and nothing else`,
    );
  }
  const overrides = compileOverrides(rest, setting.bodies, path);
  for (const unknown of unknownNames(
    overrides,
    group.rules.map(({ name }) => name),
  )) {
    setting.warn(path, `${Name} has no rule ${unknown}: AWS ignores the override, and so does this machine`);
  }
  const { intern } = setting.shared;
  const shared: SharedContext = {
    ...setting.shared,
    labelPrefix: managedLabelPrefix(group.slug),
    patternSet: (arn) =>
      managedPatterns(arn)?.map((pattern) => intern(['pattern', pattern], () => compilePattern(pattern, Name))),
  };
  const scopeDown =
    ScopeDownStatement === undefined
      ? undefined
      : compileStatement(ScopeDownStatement, joinPath(path, 'ScopeDownStatement'), setting.shared, true);
  if (group.inspectsTokens === true) shared.labelOrigins.add(Object.values(tokenLabels), 'approximated');
  return groupRule({
    name: rule.Name,
    priority: rule.Priority,
    capacity: group.capacity + (scopeDown?.capacity ?? 0),
    rules: group.rules.map((member, priority) => {
      const statement =
        statementOf(member, (json) => compileStatement(json, joinPath(Name, member.name), shared)) ??
        knownAddress(member.name, shared.addressBook);
      const nearness = leastOf([statement ?? notEnforced, ...(scopeDown === undefined ? [] : [scopeDown])]);
      const labels = member.label === undefined ? [] : [`${shared.labelPrefix}${member.label}`];
      shared.labelOrigins.add(labels, nearness);
      return conditionRule({
        name: member.name,
        priority,
        statement: statement && { ...statement, fidelity: nearness },
        action: overrides.get(member.name) ?? ownAction[member.action ?? 'Block'],
        labels,
        within: { rule: rule.Name, groupId: `AWS#${Name}` },
      });
    }),
    scopeDown,
    labels: group.inspectsTokens === true ? tokenLabelsOf : undefined,
    override,
  });
}

const ownAction = { Block: block, Count: count, Captcha: captcha, Challenge: challenge } as const;

const notEnforced = { fidelity: 'not-enforced' } as const;

const tokenLabels = { rejected: 'awswaf:managed:token:rejected', absent: 'awswaf:managed:token:absent' } as const;

/** No token was ever handed out here, so that none is accepted. */
const tokenLabelsOf = ({ request }: Inspection): readonly string[] => {
  const isThere = request.headers.some(
    ([name, value]) => name.toLowerCase() === 'cookie' && /(?:^|;)\s*aws-waf-token=/.test(value),
  );
  return [isThere ? tokenLabels.rejected : tokenLabels.absent];
};

/** What only AWS knows of addresses is what the book says that it knows. */
function knownAddress(ruleName: string, { tellsOf, originOf }: AddressBook): Statement | undefined {
  if (!tellsOf(ruleName)) return undefined;
  return {
    evaluate: (inspection) => {
      const address = inspectedAddress(inspection, undefined);
      return typeof address === 'string' ? address : truthOf(originOf(address).knownTo.includes(ruleName));
    },
    capacity: 0,
    fidelity: 'approximated',
  };
}

/** The table knows better than the statement how near a rule comes to AWS. */
function statementOf(member: ManagedRule, compile: (json: unknown) => Statement): Statement | undefined {
  if (member.enforcement === 'not-enforced') return undefined;
  return { ...compile(member.statement), fidelity: member.enforcement };
}

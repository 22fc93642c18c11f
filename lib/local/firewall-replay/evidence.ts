import type { Finding } from '../firewall/index.ts';
import type { LoadedFirewall } from '../firewall-app/index.ts';
import { isJsonObject } from '../json.ts';
import type { WafRecord } from './waf-record.ts';

/** What a record says of rules: that they matched, that they did not, or nothing. */
export interface Evidence {
  readonly of: (finding: Finding) => 'match' | 'no-match' | undefined;
  /** A puzzle or challenge that the client had solved, so that the rule let the request go on. */
  readonly isSolved: (finding: Finding) => boolean;
}

/** Reads records in the light of the web ACL of today: which group a rule refers to, and in which order groups ask. */
export function createEvidence({ properties, described }: LoadedFirewall): (record: WafRecord) => Evidence {
  const groupOf = new Map(properties.Rules.map(({ Name, Statement }) => [Name, groupIdIn(Statement)]));
  const places = new Map(described.map(({ rule }, index) => [rule, index]));
  const placeOf = (rule: string, member: string) => places.get(`${rule}#${member}`) ?? Number.POSITIVE_INFINITY;

  return (record) => {
    const alone = new Set((record.nonTerminatingMatchingRules ?? []).map(({ ruleId }) => ruleId));
    const solved = new Set((record.nonTerminatingMatchingRules ?? []).filter(isPuzzle).map(({ ruleId }) => ruleId));
    const groups = new Map((record.ruleGroupList ?? []).map((group) => [sameId(group.ruleGroupId), group]));
    alone.add(record.terminatingRuleId);

    const inGroup = ({ rule, inGroup: member = '', groupId = '' }: Finding) => {
      const group = groups.get(sameId(groupId));
      if (group === undefined) return undefined;
      const { terminatingRule, nonTerminatingMatchingRules, excludedRules } = group;
      const matched = [terminatingRule, ...(nonTerminatingMatchingRules ?? []), ...(excludedRules ?? [])];
      if (matched.some((each) => each?.ruleId === member)) return 'match';
      // A group asks nobody behind the rule that ended it.
      const end = terminatingRule ? placeOf(rule, terminatingRule.ruleId) : Number.POSITIVE_INFINITY;
      return placeOf(rule, member) < end ? 'no-match' : undefined;
    };
    return {
      of(finding) {
        if (finding.inGroup !== undefined) return inGroup(finding);
        if (finding.action === 'NONE')
          return groups.has(sameId(groupOf.get(finding.rule) ?? '')) ? 'match' : 'no-match';
        return alone.has(finding.rule) ? 'match' : undefined;
      },
      isSolved: ({ rule, inGroup: member, groupId = '' }) =>
        member === undefined
          ? solved.has(rule)
          : (groups.get(sameId(groupId))?.nonTerminatingMatchingRules ?? []).some(
              (each) => each.ruleId === member && isPuzzle(each),
            ),
    };
  };
}

const isPuzzle = ({ action }: { readonly action?: string | null | undefined }) =>
  action === 'CAPTCHA' || action === 'CHALLENGE';

/** A group of the template is the same in another account or with another id: its name tells. */
const sameId = (groupId: string): string => /\/rulegroup\/([^/]+)\//.exec(groupId)?.[1] ?? groupId;

function groupIdIn(statement: unknown): string | undefined {
  if (!isJsonObject(statement)) return undefined;
  const { ManagedRuleGroupStatement: managed, RuleGroupReferenceStatement: own } = statement;
  if (isJsonObject(managed)) return `${String(managed['VendorName'])}#${String(managed['Name'])}`;
  return isJsonObject(own) ? String(own['Arn']) : undefined;
}

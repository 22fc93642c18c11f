import type { Finding, Sight } from '../firewall/index.ts';
import { bodyInspectionLimit } from '../firewall/rules/web-acl-properties.ts';
import type { LoadedFirewall } from '../firewall-app/index.ts';
import { createEvidence, type Evidence } from './evidence.ts';
import { recordedRequest } from './recorded-request.ts';
import type { WafRecord } from './waf-record.ts';

/** How a request was or is decided. */
export interface Outcome {
  readonly action: string;
  /** `CommonRules#NoUserAgent_HEADER`, or `Default_Action`. */
  readonly rule: string;
}

export type Change = 'unchanged' | 'newly refused' | 'newly let through' | 'decided by another rule';

/** A rule that could not be judged by what the log holds, and what it was taken to come to. */
export interface Presumed {
  readonly rule: string;
  /** `recorded`: the record says so. `nothing`: it says nothing of the rule, which is then taken not to match. */
  readonly by: 'recorded' | 'nothing';
  readonly truth: 'match' | 'no-match';
}

export interface Judgement {
  readonly change: Change;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly presumed: readonly Presumed[];
}

/** Asks the web ACL of today about recorded requests, one after the other: rates count from one to the next. */
export function createJudge(firewall: LoadedFirewall): (record: WafRecord) => Judgement {
  const evidenceIn = createEvidence(firewall);
  const bodyLimitBytes = bodyInspectionLimit(firewall.properties);
  return (record) => {
    const evidence = evidenceIn(record);
    const presumed: Presumed[] = [];
    const actions = new Map<string, string>();
    let sights: Sight[] = [];
    const { action, seen } = firewall.webAcl.evaluate(recordedRequest(record, bodyLimitBytes), {
      saw: (sight) => void sights.push(sight),
      found: (finding) => {
        if (finding.truth === 'match') actions.set(nameOf(finding), finding.action);
      },
      presume: (finding) => {
        const looked = sights;
        sights = [];
        const presumption = presume(finding, looked, evidence);
        if (presumption === undefined) return finding.truth;
        presumed.push({ rule: nameOf(finding), ...presumption });
        return presumption.truth;
      },
    });
    const after = {
      action: actions.get(seen.terminatingRule) ?? (action === 'allow' ? 'ALLOW' : 'BLOCK'),
      rule: seen.terminatingRule,
    };
    const before = { action: record.action, rule: endingOf(record) };
    return { change: changeOf(before, after), before, after, presumed };
  };
}

const nameOf = ({ rule, inGroup }: Finding): string => (inGroup === undefined ? rule : `${rule}#${inGroup}`);

/**
 * What a rule is taken to come to, or undefined where what it came to here stands. What AWS decided by what only AWS
 * knows stands as it was recorded, and so does what was decided by what the log does not hold.
 */
function presume(finding: Finding, looked: readonly Sight[], evidence: Evidence): Omit<Presumed, 'rule'> | undefined {
  const { truth, enforcement, groupId } = finding;
  if (truth === 'match' && evidence.isSolved(finding)) return { by: 'recorded', truth: 'no-match' };
  const isOfAws = groupId?.startsWith('AWS#') === true && enforcement !== 'exact';
  // Own rules are asked: what the record says of labels and countries was put into the request.
  const isUnknown = isOfAws && enforcement === 'not-enforced';
  const isOpen = truth === 'not-applicable' && looked.some(isWithheld);
  const recorded = isOfAws || isOpen ? evidence.of(finding) : undefined;
  if (isOfAws && recorded !== undefined) return { by: 'recorded', truth: recorded };
  if (!isOpen && !isUnknown) return undefined;
  return recorded === undefined ? { by: 'nothing', truth: 'no-match' } : { by: 'recorded', truth: recorded };
}

const isWithheld = ({ truth, values }: Sight): boolean => truth === 'not-applicable' && values === undefined;

/** The rule that ended it then; of a group, the one inside it. */
function endingOf({ terminatingRuleId, terminatingRuleType, ruleGroupList }: WafRecord): string {
  if (!terminatingRuleType?.endsWith('GROUP')) return terminatingRuleId;
  const inGroup = (ruleGroupList ?? []).findLast(({ terminatingRule }) => terminatingRule)?.terminatingRule?.ruleId;
  return inGroup === undefined ? terminatingRuleId : `${terminatingRuleId}#${inGroup}`;
}

function changeOf(before: Outcome, after: Outcome): Change {
  const [passed, passes] = [before.action === 'ALLOW', after.action === 'ALLOW'];
  if (passed !== passes) return passes ? 'newly let through' : 'newly refused';
  return before.rule === after.rule && before.action === after.action ? 'unchanged' : 'decided by another rule';
}

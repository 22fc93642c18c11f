import type { Fidelity } from '../engine/fidelity.ts';
import type { Inspection } from '../engine/inspection.ts';
import type { Statement } from '../engine/statement.ts';
import type { Action } from './actions.ts';
import { addLabels, type CompiledRule, type Ending } from './compiled-rule.ts';
import { interpolate } from './interpolate.ts';
import type { RuleMatch } from './rule-match.ts';

export interface ConditionRule {
  readonly name: string;
  readonly priority: number;
  /** Undefined for a rule of which nobody outside AWS knows what it looks for: it never matches. */
  readonly statement: Statement | undefined;
  readonly action: Action;
  /** In full: `awswaf:123456789012:webacl:BankAcl:seen`. */
  readonly labels: readonly string[];
  /** Set for a rule inside a group: the rule of the web ACL that refers to the group, and the group. */
  readonly within: { readonly rule: string; readonly groupId: string } | undefined;
}

/** A rule with a condition and an action: labels first, then the action. */
export function conditionRule(rule: ConditionRule): CompiledRule {
  const { name, priority, statement, action, labels, within } = rule;
  const enforcement: Fidelity = statement?.fidelity ?? 'not-enforced';
  const match: RuleMatch = {
    rule: within?.rule ?? name,
    inGroup: within === undefined ? undefined : { groupId: within.groupId, rule: name },
    action: action.name,
    enforcement,
  };
  const act = (inspection: Inspection): Ending | undefined => {
    addLabels(inspection, labels);
    if (action.name !== 'COUNT') return { match, action };
    for (const [header, value] of action.insertHeaders) {
      inspection.insertHeaders.set(header, interpolate(value, inspection));
    }
    inspection.counted.push(match);
    return undefined;
  };
  return {
    name,
    priority,
    capacity: statement?.capacity ?? 0,
    described: [{ name, enforcement }],
    evaluate: (inspection) => {
      const { trace } = inspection;
      const judged = statement?.evaluate(inspection) ?? 'not-applicable';
      if (trace === undefined) return judged === 'match' ? act(inspection) : undefined;
      const finding = { ...match, inGroup: within && name, groupId: within?.groupId, truth: judged, labels };
      const truth = trace.presume?.(finding) ?? judged;
      trace.found({ ...finding, truth });
      return truth === 'match' ? act(inspection) : undefined;
    },
  };
}

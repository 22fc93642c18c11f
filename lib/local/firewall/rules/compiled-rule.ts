import type { Fidelity } from '../engine/fidelity.ts';
import type { Inspection } from '../engine/inspection.ts';
import type { Action } from './actions.ts';
import type { RuleMatch } from './rule-match.ts';

/** The end of an evaluation: the rule that ended it and how. */
export interface Ending {
  readonly match: RuleMatch;
  readonly action: Action;
}

/** A rule ready to be asked. It leaves its labels, headers and notes in the inspection. */
export interface CompiledRule {
  readonly name: string;
  readonly priority: number;
  /** Web ACL capacity units. */
  readonly capacity: number;
  /** The rule, or all rules of the group that it refers to. */
  readonly described: readonly { readonly name: string; readonly enforcement: Fidelity }[];
  readonly evaluate: (inspection: Inspection) => Ending | undefined;
}

export const byPriority = (one: { readonly priority: number }, other: { readonly priority: number }): number =>
  one.priority - other.priority;

/** Asks the rules in turn until one ends the evaluation. */
export function evaluateInOrder(rules: readonly CompiledRule[], inspection: Inspection): Ending | undefined {
  for (const rule of rules) {
    const ending = rule.evaluate(inspection);
    if (inspection.labelsToCome.length > 0) addLabels(inspection, inspection.labelsToCome.splice(0));
    if (ending !== undefined) return ending;
  }
  return undefined;
}

/** A label is added once, however many rules add it. */
export function addLabels({ labels }: Inspection, more: readonly string[]): void {
  for (const label of more) if (!labels.includes(label)) labels.push(label);
}

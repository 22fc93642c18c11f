import type { Inspection } from '../engine/inspection.ts';
import type { Statement } from '../engine/statement.ts';
import { addLabels, byPriority, type CompiledRule, type Ending, evaluateInOrder } from './compiled-rule.ts';

export interface GroupRule {
  readonly name: string;
  readonly priority: number;
  readonly capacity: number;
  readonly rules: readonly CompiledRule[];
  /** Requests that do not match it never reach the group. */
  readonly scopeDown: Statement | undefined;
  /** What the group adds to every request that reaches it. */
  readonly labels?: ((inspection: Inspection) => readonly string[]) | undefined;
  /** `Count` turns whatever would end the evaluation into a note; the labels stay. */
  readonly override: 'None' | 'Count';
}

/** A rule that stands for a group: the first rule of the group that ends the evaluation ends the group. */
export function groupRule({ name, priority, capacity, rules, scopeDown, labels, override }: GroupRule): CompiledRule {
  const inOrder = rules.toSorted(byPriority);
  return {
    name,
    priority,
    capacity,
    described: rules.flatMap(({ described }) => described.map((it) => ({ ...it, name: `${name}#${it.name}` }))),
    evaluate: (inspection): Ending | undefined => {
      if (scopeDown !== undefined && !isLetIn(name, scopeDown, inspection)) return undefined;
      if (labels !== undefined) addLabels(inspection, labels(inspection));
      const ending = evaluateInOrder(inOrder, inspection);
      if (ending === undefined || override === 'None') return ending;
      inspection.counted.push({ ...ending.match, action: 'COUNT' });
      return undefined;
    },
  };
}

function isLetIn(name: string, scopeDown: Statement, inspection: Inspection): boolean {
  const { trace } = inspection;
  const judged = scopeDown.evaluate(inspection);
  if (trace === undefined) return judged === 'match';
  const reference = { rule: name, inGroup: undefined, groupId: undefined, action: 'NONE', labels: [] };
  const finding = { ...reference, enforcement: scopeDown.fidelity, truth: judged };
  const truth = trace.presume?.(finding) ?? judged;
  if (truth !== 'match') trace.found({ ...finding, truth });
  return truth === 'match';
}

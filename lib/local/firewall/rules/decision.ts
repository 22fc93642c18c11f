import type { Inspection } from '../engine/inspection.ts';
import type { Findings, Verdict } from '../verdict.ts';
import type { Action } from './actions.ts';
import { answerOf } from './answer-of.ts';
import type { Ending } from './compiled-rule.ts';
import { interpolate } from './interpolate.ts';
import { fullNameOf } from './rule-match.ts';

/** All there is to know about one evaluation. */
export interface Decision {
  readonly inspection: Inspection;
  /** The rule that ended it, or undefined when the default action did. */
  readonly ending: Ending | undefined;
  readonly action: Action;
}

/** What the gateway needs of a decision. */
export function toVerdict({ inspection, ending, action }: Decision): Verdict {
  const seen: Findings = {
    terminatingRule: ending === undefined ? 'Default_Action' : fullNameOf(ending.match),
    labels: inspection.labels,
    countedRules: inspection.counted.map(fullNameOf),
  };
  if (action.name !== 'ALLOW') return { action: 'block', customResponse: answerOf(action, inspection), seen };
  return { action: 'allow', insertHeaders: [...insertedHeaders(inspection, action)], seen };
}

/** Those of the rules that counted, then those of the action: the last one of a name stands. */
export const insertedHeaders = (inspection: Inspection, action: Action): ReadonlyMap<string, string> =>
  new Map([
    ...inspection.insertHeaders,
    ...action.insertHeaders.map(([name, value]) => [name, interpolate(value, inspection)] as const),
  ]);

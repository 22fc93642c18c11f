import type { Decision } from '../rules/decision.ts';
import type { LoggingProperties } from './logging-properties.ts';

type Filter = NonNullable<LoggingProperties['LoggingFilter']>['Filters'][number];

/** Whether the logging filter keeps a decision: the first filter that fits decides, else the default. */
export function isLogged(decision: Decision, { LoggingFilter }: LoggingProperties): boolean {
  if (LoggingFilter === undefined) return true;
  const behavior = LoggingFilter.Filters.find((filter) => fits(filter, decision))?.Behavior;
  return (behavior ?? LoggingFilter.DefaultBehavior) === 'KEEP';
}

function fits({ Conditions, Requirement }: Filter, { action, inspection }: Decision): boolean {
  const actions: ReadonlySet<string> = new Set([action.name, ...inspection.counted.map((match) => match.action)]);
  const holds = ({ ActionCondition, LabelNameCondition }: Filter['Conditions'][number]) =>
    ActionCondition === undefined
      ? LabelNameCondition !== undefined && inspection.labels.includes(LabelNameCondition.LabelName)
      : actions.has(ActionCondition.Action);
  return Requirement === 'MEETS_ALL' ? Conditions.every(holds) : Conditions.some(holds);
}

import { isJsonObject, type Json } from '../json.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

type ConditionFunction = (operands: readonly Json[], place: string, scope: Scope) => boolean;

const every =
  (wanted: boolean): ConditionFunction =>
  (operands, place, scope) => {
    if (!(operands.length >= 2 && operands.length <= 10)) throw new TemplateError(place, 'takes 2 to 10 conditions');
    return operands.every((operand, index) => holds(operand, `${place}/${index}`, scope) === wanted);
  };

const none = every(false);

/** Condition functions by name. */
const conditionFunctions: ReadonlyMap<string, ConditionFunction> = new Map<string, ConditionFunction>([
  ['Fn::And', every(true)],
  ['Fn::Or', (operands, place, scope) => !none(operands, place, scope)],
  [
    'Fn::Not',
    ([operand, ...others], place, scope) => {
      if (operand === undefined || others.length > 0) throw new TemplateError(place, 'takes one condition');
      return !holds(operand, place, scope);
    },
  ],
  [
    'Fn::Equals',
    ([left, right, ...others], place, scope) => {
      if (left === undefined || right === undefined || others.length > 0) {
        throw new TemplateError(place, 'takes two values');
      }
      return String(evaluate(left, place, scope)) === String(evaluate(right, place, scope));
    },
  ],
]);

/** Whether a condition of the `Conditions` section, or one nested in it, holds. */
export function holds(condition: Json, place: string, scope: Scope): boolean {
  const entries = isJsonObject(condition) ? Object.entries(condition) : [];
  const [name, operand] = entries[0] ?? [];
  if (entries.length !== 1 || name === undefined || operand === undefined) {
    throw new TemplateError(place, 'must be one condition function');
  }
  if (name === 'Condition' && typeof operand === 'string') return scope.condition(operand, place);
  const conditionFunction = conditionFunctions.get(name);
  if (conditionFunction === undefined || !Array.isArray(operand)) {
    throw new TemplateError(place, `${name} is not a condition function known to the local runtime`);
  }
  return conditionFunction(operand, `${place}/${name}`, scope);
}

import type { Attributes, AttributeValue } from '../values/attribute-value.ts';
import { compareValues, equalValues } from '../values/compare-values.ts';
import { conditionFunctions } from './condition-functions.ts';
import { valueAt } from './document.ts';
import type { Comparator, Condition, Operand } from './syntax.ts';

/** Whether the item fulfils the condition. What is not there equals nothing and has no order. */
export const fulfils = (item: Attributes, condition: Condition<AttributeValue>): boolean => {
  switch (condition.kind) {
    case 'and':
      return fulfils(item, condition.left) && fulfils(item, condition.right);
    case 'or':
      return fulfils(item, condition.left) || fulfils(item, condition.right);
    case 'not':
      return !fulfils(item, condition.condition);
    case 'call':
      return resultOf(item, condition.name, condition.operands) === true;
    case 'comparison':
      return comparators[condition.comparator](resolve(item, condition.left), resolve(item, condition.right));
    case 'between': {
      const value = resolve(item, condition.operand);
      return (
        comparators['>='](value, resolve(item, condition.low)) &&
        comparators['<='](value, resolve(item, condition.high))
      );
    }
    case 'in': {
      const value = resolve(item, condition.operand);
      return condition.candidates.some((candidate) => comparators['='](value, resolve(item, candidate)));
    }
  }
};

type Actual = AttributeValue | undefined;

const ordered =
  (holds: (order: number) => boolean) =>
  (left: Actual, right: Actual): boolean => {
    const order = left === undefined || right === undefined ? undefined : compareValues(left, right);
    return order !== undefined && holds(order);
  };

const equal = (left: Actual, right: Actual): boolean =>
  left !== undefined && right !== undefined && equalValues(left, right);

const comparators: Readonly<Record<Comparator, (left: Actual, right: Actual) => boolean>> = {
  '=': equal,
  // An attribute that is not there is unequal to everything.
  '<>': (left, right) => !equal(left, right),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
};

const resolve = (item: Attributes, operand: Operand<AttributeValue>): Actual => {
  if (operand.kind === 'path') return valueAt(item, operand.path);
  if (operand.kind === 'value') return operand.value;
  const result = resultOf(item, operand.name, operand.operands);
  return typeof result === 'number' ? { N: String(result) } : undefined;
};

const resultOf = (item: Attributes, name: string, operands: readonly Operand<AttributeValue>[]) => {
  const [first, second] = operands.map((operand) => resolve(item, operand));
  return conditionFunctions.get(name)?.evaluate(first, second);
};

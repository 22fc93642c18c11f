import type { AttributeValue } from '../values/attribute-value.ts';
import type { Condition, DocumentPath, Operand, SetValue, UpdateAction } from './syntax.ts';

/** Every path that a condition names. */
export const pathsOfCondition = (condition: Condition<AttributeValue>): readonly DocumentPath[] => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOfCondition(condition.left), ...pathsOfCondition(condition.right)];
    case 'not':
      return pathsOfCondition(condition.condition);
    case 'comparison':
      return [condition.left, condition.right].flatMap(pathsOfOperand);
    case 'between':
      return [condition.operand, condition.low, condition.high].flatMap(pathsOfOperand);
    case 'in':
      return [condition.operand, ...condition.candidates].flatMap(pathsOfOperand);
    case 'call':
      return condition.operands.flatMap(pathsOfOperand);
  }
};

/** Every path that an update names, those that it only reads among them. */
export const pathsOfUpdate = (actions: readonly UpdateAction<AttributeValue>[]): readonly DocumentPath[] =>
  actions.flatMap((action) => [action.path, ...(action.kind === 'SET' ? pathsOfSet(action.value) : [])]);

const pathsOfSet = (value: SetValue<AttributeValue>): readonly DocumentPath[] =>
  value.kind === 'sum' ? [value.left, value.right].flatMap(pathsOfOperand) : pathsOfOperand(value);

const pathsOfOperand = (operand: Operand<AttributeValue>): readonly DocumentPath[] => {
  if (operand.kind === 'path') return [operand.path];
  return operand.kind === 'call' ? operand.operands.flatMap(pathsOfOperand) : [];
};

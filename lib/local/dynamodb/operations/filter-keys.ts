import { validationError } from '../errors.ts';
import type { Condition, DocumentPath, Operand } from '../expressions/syntax.ts';
import { type KeySchema, keyAttributes } from '../table.ts';
import type { AttributeValue } from '../values/attribute-value.ts';

/** @throws AwsError when the filter of a query asks for a key attribute: the key condition is the place for that */
export const assertFilterLeavesKeys = (filter: Condition<AttributeValue>, key: KeySchema): void => {
  const named = new Set(pathsOfCondition(filter).map(([name]) => name));
  for (const { name } of keyAttributes(key)) {
    if (named.has(name)) {
      throw validationError(
        `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`,
      );
    }
  }
};

const pathsOfCondition = (condition: Condition<AttributeValue>): readonly DocumentPath[] => {
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

const pathsOfOperand = (operand: Operand<AttributeValue>): readonly DocumentPath[] => {
  if (operand.kind === 'path') return [operand.path];
  return operand.kind === 'call' ? operand.operands.flatMap(pathsOfOperand) : [];
};

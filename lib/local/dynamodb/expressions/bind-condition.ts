import { limits } from '../limits.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { typeOf } from '../values/attribute-value.ts';
import { compareValues } from '../values/compare-values.ts';
import { conditionFunctions, wrongType } from './condition-functions.ts';
import { comparePaths, showPath } from './paths.ts';
import type { Placeholders } from './placeholders.ts';
import type { Call, Condition, Operand } from './syntax.ts';
import { ExpressionRefused } from './token-reader.ts';

/**
 * Puts names and values in the places of their placeholders and refuses what can never be meant: unknown functions,
 * wrong numbers of operands, literals of a type that the operator does not take.
 *
 * @throws ExpressionRefused
 */
export const bindCondition = (condition: Condition<string>, placeholders: Placeholders): Condition<AttributeValue> => {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return {
        kind: condition.kind,
        left: bindCondition(condition.left, placeholders),
        right: bindCondition(condition.right, placeholders),
      };
    case 'not':
      return { kind: 'not', condition: bindCondition(condition.condition, placeholders) };
    case 'call':
      return bindCall(condition, placeholders, 'condition');
    case 'comparison': {
      const left = bindOperand(condition.left, placeholders);
      const right = bindOperand(condition.right, placeholders);
      assertDistinct(condition.comparator, [left, right]);
      if (condition.comparator !== '=' && condition.comparator !== '<>') {
        assertOrdered(condition.comparator, [left, right]);
      }
      return { ...condition, left, right };
    }
    case 'between': {
      const operand = bindOperand(condition.operand, placeholders);
      const low = bindOperand(condition.low, placeholders);
      const high = bindOperand(condition.high, placeholders);
      assertOrdered('BETWEEN', [operand, low, high]);
      assertBounds(low, high);
      return { kind: 'between', operand, low, high };
    }
    case 'in': {
      if (!(condition.candidates.length <= limits.inOperands)) {
        throw new ExpressionRefused(
          `The IN operator is provided with too many operands; number of operands: ${condition.candidates.length}`,
        );
      }
      const operand = bindOperand(condition.operand, placeholders);
      return {
        kind: 'in',
        operand,
        candidates: condition.candidates.map((candidate) => bindOperand(candidate, placeholders)),
      };
    }
  }
};

const bindOperand = (operand: Operand<string>, placeholders: Placeholders): Operand<AttributeValue> => {
  if (operand.kind === 'path') return { kind: 'path', path: placeholders.path(operand.path) };
  if (operand.kind === 'value') return { kind: 'value', value: placeholders.value(operand.value) };
  return bindCall(operand, placeholders, 'number');
};

const bindCall = (
  { name, operands }: Call<string>,
  placeholders: Placeholders,
  place: 'condition' | 'number',
): Call<AttributeValue> => {
  const row = conditionFunctions.get(name);
  if (row === undefined) throw new ExpressionRefused(`Invalid function name; function: ${name}`);
  if (row.gives !== place) {
    throw new ExpressionRefused(`The function is not allowed to be used this way in an expression; function: ${name}`);
  }
  const bound = operands.map((operand) => bindOperand(operand, placeholders));
  if (bound.length !== row.operands) {
    throw new ExpressionRefused(
      'Incorrect number of operands for operator or function; ' +
        `operator or function: ${name}, number of operands: ${bound.length}`,
    );
  }
  if (row.firstIsPath === true && bound[0]?.kind !== 'path') {
    throw new ExpressionRefused(`Operator or function requires a document path; operator or function: ${name}`);
  }
  assertDistinct(name, bound);
  const complaint = row.check?.(bound.map(literalOf));
  if (complaint !== undefined) throw new ExpressionRefused(complaint);
  return { kind: 'call', name, operands: bound };
};

const literalOf = (operand: Operand<AttributeValue>): AttributeValue | undefined =>
  operand.kind === 'value' ? operand.value : undefined;

const assertDistinct = (operator: string, [first, second]: readonly Operand<AttributeValue>[]): void => {
  if (first?.kind === 'path' && second?.kind === 'path' && comparePaths(first.path, second.path) === 0) {
    throw new ExpressionRefused(
      'The first operand must be distinct from the remaining operands for this operator or function; ' +
        `operator: ${operator}, first operand: ${showPath(first.path)}`,
    );
  }
};

/** Only strings, numbers and binary have an order. */
const assertOrdered = (operator: string, operands: readonly Operand<AttributeValue>[]): void => {
  for (const literal of operands.map(literalOf)) {
    if (literal !== undefined && !('S' in literal || 'N' in literal || 'B' in literal)) {
      throw new ExpressionRefused(wrongType(operator, typeOf(literal)));
    }
  }
};

const assertBounds = (low: Operand<AttributeValue>, high: Operand<AttributeValue>): void => {
  const [lower, upper] = [literalOf(low), literalOf(high)];
  if (lower === undefined || upper === undefined) return;
  const order = compareValues(lower, upper);
  if (order !== undefined && order <= 0) return;
  throw new ExpressionRefused(
    `The BETWEEN operator requires ${
      order === undefined
        ? 'same data type for lower and upper bounds'
        : 'upper bound to be greater than or equal to lower bound'
    }; lower bound operand: AttributeValue: ${show(lower)}, upper bound operand: AttributeValue: ${show(upper)}`,
  );
};

const show = (value: AttributeValue): string => {
  const [[type, content] = []] = Object.entries(value);
  return `{${type}:${content}}`;
};

import { validationError } from '../errors.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import type { Condition, Operand } from './syntax.ts';

export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';

/** What a key condition says of one key attribute. */
export interface KeyTerm {
  readonly operator: KeyOperator;
  /** Two for `BETWEEN`, else one. */
  readonly values: readonly AttributeValue[];
}

/**
 * Takes a key condition apart: one term for each attribute it names ("Key condition expressions for the Query
 * operation" in the developer guide).
 *
 * @throws AwsError for whatever a condition may say, and a key condition may not
 */
export const keyTerms = (condition: Condition<AttributeValue>): ReadonlyMap<string, KeyTerm> => {
  const terms = new Map<string, KeyTerm>();
  collect(condition, terms);
  return terms;
};

const collect = (condition: Condition<AttributeValue>, terms: Map<string, KeyTerm>): void => {
  if (condition.kind === 'and') {
    collect(condition.left, terms);
    collect(condition.right, terms);
    return;
  }
  const [name, term] = termOf(condition);
  if (terms.has(name)) throw validationError('KeyConditionExpressions must only contain one condition per key');
  terms.set(name, term);
};

const termOf = (condition: Condition<AttributeValue>): readonly [name: string, term: KeyTerm] => {
  switch (condition.kind) {
    case 'comparison': {
      if (condition.comparator === '<>') throw invalidOperator('<>');
      // `:v < k` says the same as `k > :v`.
      const turned = condition.left.kind === 'value';
      const [key, value] = turned ? [condition.right, condition.left] : [condition.left, condition.right];
      const operator = turned ? mirrored[condition.comparator] : condition.comparator;
      return [keyName(key), { operator, values: [literal(value)] }];
    }
    case 'between':
      assertKeyFirst(condition.operand, 'BETWEEN');
      return [
        keyName(condition.operand),
        { operator: 'BETWEEN', values: [literal(condition.low), literal(condition.high)] },
      ];
    case 'call': {
      const [key, value] = condition.operands;
      if (condition.name !== 'begins_with' || key === undefined || value === undefined) {
        throw invalidOperator(condition.name);
      }
      assertKeyFirst(key, 'begins_with');
      return [keyName(key), { operator: 'begins_with', values: [literal(value)] }];
    }
    default:
      throw invalidOperator(condition.kind.toUpperCase());
  }
};

const mirrored = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

const invalidOperator = (operator: string) =>
  validationError(`Invalid operator used in KeyConditionExpression: ${operator}`);

const assertKeyFirst = (operand: Operand<AttributeValue>, operator: string): void => {
  if (operand.kind === 'path') return;
  throw validationError(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
};

const keyName = (operand: Operand<AttributeValue>): string => {
  if (operand.kind === 'call') throw validationError('KeyConditionExpressions cannot contain nested operations');
  const name = operand.kind === 'path' ? operand.path[0] : undefined;
  if (operand.kind !== 'path' || typeof name !== 'string') {
    throw validationError('Invalid condition in KeyConditionExpression: No key attribute specified');
  }
  if (operand.path.length > 1) {
    throw validationError('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  return name;
};

const literal = (operand: Operand<AttributeValue>): AttributeValue => {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'call') throw validationError('KeyConditionExpressions cannot contain nested operations');
  throw validationError('Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition');
};

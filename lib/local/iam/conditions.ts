import * as z from 'zod';
import { isKnownConditionKey, isMultivalued } from './condition-keys.ts';
import { type Comparison, conditionOperators } from './condition-operators.ts';
import { oneOrMany } from './one-or-many.ts';
import { canBeFilled, parsePolicyText } from './policy-text.ts';
import type { RequestContext } from './request-context.ts';

/** One operator on one key of a `Condition` block, read. */
export interface Condition {
  holds(context: RequestContext): boolean;
}

const value = z.union([z.string(), z.boolean().transform(String), z.number().transform(String)]);

export const conditionBlock = z.record(z.string(), z.record(z.string(), oneOrMany(value)));

/**
 * A `Condition` block: all of it must hold.
 *
 * @param variables false for policies of version 2008-10-17
 * @throws Error that names the operator, key or value that cannot be evaluated
 */
export const parseConditions = (block: z.output<typeof conditionBlock>, variables: boolean): readonly Condition[] =>
  Object.entries(block).flatMap(([operator, comparisons]) =>
    Object.entries(comparisons).map(([key, expected]) => parseCondition(operator, key, expected, variables)),
  );

type Quantifier = 'ForAllValues' | 'ForAnyValue' | undefined;

const FORM = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

const parseCondition = (name: string, keyName: string, expected: readonly string[], variables: boolean): Condition => {
  const key = keyName.toLowerCase();
  if (!isKnownConditionKey(key)) throw new Error(`condition key ${keyName} is not known to the local runtime`);
  if (name === 'Null') return { holds: isNull(key, expected) };

  const [, quantifier, base = '', ifExists] = FORM.exec(name) ?? [];
  const operator = conditionOperators.get(base);
  if (operator === undefined) throw new Error(`condition operator ${name} is not evaluated by the local runtime`);
  if (quantifier === undefined && isMultivalued(key)) {
    throw new Error(
      `condition key ${keyName} has several values: it needs ForAllValues:${name} or ForAnyValue:${name}`,
    );
  }
  const comparisons = expected.map((given): Comparison => {
    const text = parsePolicyText(given, variables && operator.variables);
    const comparison = operator.read(text);
    if (comparison === undefined) throw new Error(`${name} cannot take the value '${given}'`);
    // Nothing is equal to, or like, a variable without a value: what is negated holds then.
    return (actual, context) => canBeFilled(text, context) && comparison(actual, context);
  });
  return {
    holds: holds(key, comparisons, {
      negated: operator.negated,
      ifExists: ifExists !== undefined,
      // The expression names only these two.
      quantifier: quantifier as Quantifier,
    }),
  };
};

/** `true` asks that the key is absent, `false` that it is there. */
const isNull = (key: string, expected: readonly string[]): Condition['holds'] => {
  const [wanted = '', ...more] = expected.map((text) => text.toLowerCase());
  if (more.length > 0 || !['true', 'false'].includes(wanted)) throw new Error('Null takes true or false');
  return (context) => !context.has(key) === (wanted === 'true');
};

interface Manner {
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly quantifier: Quantifier;
}

/** AWS IAM User Guide, "Condition operators" and "Set operators for multivalued context keys", for keys that are absent too. */
const holds =
  (key: string, comparisons: readonly Comparison[], { negated, ifExists, quantifier }: Manner): Condition['holds'] =>
  (context) => {
    const values = context.get(key);
    if (values === undefined) return quantifier === undefined ? negated || ifExists : quantifier === 'ForAllValues';
    const compares = (actual: string): boolean => comparisons.some((comparison) => comparison(actual, context));
    const passes = (actual: string): boolean => compares(actual) !== negated;
    if (quantifier === 'ForAnyValue') return values.some(passes);
    if (quantifier === 'ForAllValues') return values.every(passes);
    return negated ? values.every(passes) : values.some(passes);
  };

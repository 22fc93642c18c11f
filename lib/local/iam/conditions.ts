import * as z from 'zod';
import { matchesArn, matchesPattern } from './matches-pattern.ts';
import { oneOrMany } from './one-or-many.ts';

/** What is known of every request by a role, by condition key in lower case. */
export type RequestContext = ReadonlyMap<ConditionKey, string>;

export type ConditionKey = (typeof conditionKeys)[number];

/**
 * The condition keys whose value this machine knows for every request. A key that is sometimes absent would need the
 * rules for absent keys; these never are.
 */
const conditionKeys = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:securetransport',
] as const;

type Compare = (actual: string, expected: string) => boolean;

const equal: Compare = (actual, expected) => actual === expected;
const equalIgnoringCase: Compare = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const some = (compare: Compare) => (actual: string, expected: readonly string[]) =>
  expected.some((one) => compare(actual, one));
const none = (compare: Compare) => (actual: string, expected: readonly string[]) =>
  !expected.some((one) => compare(actual, one));

/** Condition operators by name. AWS IAM User Guide, "IAM JSON policy elements: Condition operators". */
const operators = {
  StringEquals: some(equal),
  StringNotEquals: none(equal),
  StringEqualsIgnoreCase: some(equalIgnoringCase),
  StringNotEqualsIgnoreCase: none(equalIgnoringCase),
  StringLike: some(matchesPattern),
  StringNotLike: none(matchesPattern),
  ArnEquals: some(matchesArn),
  ArnLike: some(matchesArn),
  ArnNotEquals: none(matchesArn),
  ArnNotLike: none(matchesArn),
  Bool: some(equalIgnoringCase),
} as const satisfies Record<string, (actual: string, expected: readonly string[]) => boolean>;

const operatorNames = Object.keys(operators);

const key = z
  .string()
  .transform((name) => name.toLowerCase())
  .pipe(
    z.enum(conditionKeys, {
      error: ({ input }) => `condition key ${String(input)} is not known to the local runtime`,
    }),
  );

const value = z.union([z.string(), z.boolean().transform(String)]).refine((text) => !text.includes('${'), {
  error: 'policy variables (${…}) are not evaluated by the local runtime',
});

const operator = z.string().refine((name): name is keyof typeof operators => operatorNames.includes(name), {
  error: ({ input }) => `condition operator ${String(input)} is not evaluated by the local runtime`,
});

/** A `Condition` block whose every operator and key can be evaluated; any other is refused by its name. */
export const conditionsSchema = z
  .record(z.string(), z.record(z.string(), oneOrMany(value)))
  .transform((block, context) => {
    const rows = [];
    for (const [operatorName, comparisons] of Object.entries(block)) {
      for (const [keyName, expected] of Object.entries(comparisons)) {
        const parsed = z.object({ operator, key }).safeParse({ operator: operatorName, key: keyName });
        if (parsed.success) rows.push({ ...parsed.data, expected });
        else
          context.addIssue({ code: 'custom', message: parsed.error.issues.map(({ message }) => message).join('; ') });
      }
    }
    return rows;
  });

export type Conditions = z.output<typeof conditionsSchema>;

/** All operators and keys must hold; of the values of one key, any does. */
export const conditionsHold = (conditions: Conditions, context: RequestContext): boolean =>
  conditions.every(({ operator, key, expected }) => {
    const actual = context.get(key);
    return actual !== undefined && operators[operator](actual, expected);
  });

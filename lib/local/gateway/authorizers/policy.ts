import * as z from 'zod';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);

/** Strict: a `Condition`, a `NotAction` or a misspelt member would otherwise be a rule that nobody evaluates. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
});

/** The policy in an authorizer's answer (IAM JSON policy, actions of `execute-api`). */
export const policyDocument = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: z.union([statement.transform((one) => [one]), z.array(statement).min(1)]),
});

export type PolicyDocument = z.output<typeof policyDocument>;
export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny';

/** Whether the policy lets the caller invoke the method: a `Deny` that matches wins, and silence refuses. */
export function evaluatePolicy({ Statement }: PolicyDocument, methodArn: string): Decision {
  const matching = Statement.filter(
    ({ Action, Resource }) =>
      Action.some((action) => matchesPattern(action.toLowerCase(), 'execute-api:invoke')) &&
      Resource.some((resource) => matchesPattern(resource, methodArn)),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return matching.length > 0 ? 'allow' : 'implicit-deny';
}

/** `*` stands for any characters, `?` for one. Takes time in proportion to the product of the lengths, at most. */
export function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

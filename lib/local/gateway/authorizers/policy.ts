import * as z from 'zod';
import { matchesPattern, oneOrMany } from '../../iam/index.ts';

/** Strict: a `Condition`, a `NotAction` or a misspelt member would otherwise be a rule that nobody evaluates. */
const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany(z.string()),
  Resource: oneOrMany(z.string()),
});

/** The policy in an authorizer's answer (IAM JSON policy, actions of `execute-api`). */
export const policyDocument = z.strictObject({
  Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
  Id: z.string().optional(),
  Statement: oneOrMany(statement),
});

export type PolicyDocument = z.output<typeof policyDocument>;
export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny';

/** Whether the policy lets the caller invoke the method: a `Deny` that matches wins, and silence refuses. */
export function evaluatePolicy({ Statement }: PolicyDocument, methodArn: string): Decision {
  const matching = Statement.filter(
    ({ Action, Resource }) =>
      Action.some((action) => matchesPattern('execute-api:invoke', action.toLowerCase())) &&
      Resource.some((resource) => matchesPattern(methodArn, resource)),
  );
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'explicit-deny';
  return matching.length > 0 ? 'allow' : 'implicit-deny';
}

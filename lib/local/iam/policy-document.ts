import * as z from 'zod';
import { type Conditions, conditionsHold, conditionsSchema, type RequestContext } from './conditions.ts';
import { matchesPattern } from './matches-pattern.ts';
import { oneOrMany } from './one-or-many.ts';

/**
 * An IAM policy that has been read: asks each statement, and a `Deny` anywhere outweighs every `Allow`.
 *
 * AWS IAM User Guide, "Policy evaluation logic" and "IAM JSON policy element reference".
 */
export type Policy = (action: string, resource: string, context: RequestContext) => 'allow' | 'deny' | 'silent';

/** A trust policy that has been read: whether it lets a service principal assume the role. */
export type TrustPolicy = (servicePrincipal: string) => boolean;

/** Policy variables would have to be filled from the request: `${aws:username}` in a pattern is refused, not taken as text. */
const withoutVariables = z
  .string()
  .refine((text) => !text.includes('${'), { error: 'policy variables (${…}) are not evaluated by the local runtime' });

const action = z
  .string()
  .regex(/^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/, { error: 'not an action such as dynamodb:GetItem' });
const actions = oneOrMany(action);
const resources = oneOrMany(withoutVariables);

const exactlyOne =
  (a: string, b: string) =>
  (statement: object): boolean =>
    a in statement !== b in statement;

const identityStatement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: actions.optional(),
    NotAction: actions.optional(),
    Resource: resources.optional(),
    NotResource: resources.optional(),
    Condition: conditionsSchema.optional(),
  })
  .refine(exactlyOne('Action', 'NotAction'), { error: 'needs Action or NotAction, and not both' })
  .refine(exactlyOne('Resource', 'NotResource'), { error: 'needs Resource or NotResource, and not both' });

const trustStatement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: actions,
  Principal: z.strictObject({
    Service: oneOrMany(z.string()).optional(),
    AWS: oneOrMany(z.string()).optional(),
    Federated: oneOrMany(z.string()).optional(),
  }),
});

const documentOf = <Statement extends z.ZodType>(statement: Statement) =>
  z.strictObject({ Version: z.literal('2012-10-17'), Id: z.string().optional(), Statement: oneOrMany(statement) });

const identityDocument = documentOf(identityStatement);
const trustDocument = documentOf(trustStatement);

/** @throws Error that names the policy and what in it cannot be evaluated */
export const parsePolicy = (name: string, document: unknown): Policy => {
  const statements = parse(identityDocument, name, document).Statement;
  return (action, resource, context) => {
    const effects = statements
      .filter((statement) => covers(statement, action, resource) && holds(statement.Condition, context))
      .map(({ Effect }) => Effect);
    return effects.includes('Deny') ? 'deny' : effects.includes('Allow') ? 'allow' : 'silent';
  };
};

/** @throws Error that names the policy and what in it cannot be evaluated; conditions among it */
export const parseTrustPolicy = (name: string, document: unknown): TrustPolicy => {
  const statements = parse(trustDocument, name, document).Statement;
  return (servicePrincipal) => {
    const effects = statements
      .filter(
        ({ Action, Principal }) =>
          Principal.Service?.includes(servicePrincipal) === true && matchesAnyAction('sts:AssumeRole', Action),
      )
      .map(({ Effect }) => Effect);
    return effects.includes('Allow') && !effects.includes('Deny');
  };
};

const covers = (statement: z.output<typeof identityStatement>, action: string, resource: string): boolean => {
  const { Action, NotAction = [], Resource, NotResource = [] } = statement;
  const coversAction = Action ? matchesAnyAction(action, Action) : !matchesAnyAction(action, NotAction);
  const matchesResource = (pattern: string): boolean => matchesPattern(resource, pattern);
  return coversAction && (Resource ? Resource.some(matchesResource) : !NotResource.some(matchesResource));
};

/** Action names are compared without regard to case. */
const matchesAnyAction = (action: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => matchesPattern(action.toLowerCase(), pattern.toLowerCase()));

const holds = (conditions: Conditions | undefined, context: RequestContext): boolean =>
  conditions === undefined || conditionsHold(conditions, context);

const parse = <Schema extends z.ZodType>(schema: Schema, name: string, document: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(document);
  if (!parsed.success) throw new Error(`Policy ${name} cannot be evaluated:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

import * as z from 'zod';
import { conditionBlock, parseConditions } from './conditions.ts';
import { toPattern } from './matches-pattern.ts';
import { oneOrMany } from './one-or-many.ts';
import { parsePolicyText } from './policy-text.ts';
import { principalElement } from './principals.ts';
import type { Statement } from './statement.ts';

/** What a policy is attached to says which elements its statements have, and how long it may be. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

/** Where a policy stands, for messages. */
export interface PolicySource {
  readonly name: string;
  readonly path?: string | undefined;
  readonly document: unknown;
}

const action = z
  .string()
  .regex(/^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/, { error: 'not an action such as dynamodb:GetItem' });
const actionList = oneOrMany(action);
const resources = oneOrMany(z.string().regex(/^(\*$|arn:)/, { error: 'a resource of IAM is an ARN or *' }));

const common = {
  Effect: z.enum(['Allow', 'Deny']),
  Action: actionList.optional(),
  NotAction: actionList.optional(),
  Condition: conditionBlock.optional(),
};
const placed = { Resource: resources.optional(), NotResource: resources.optional() };
const sid = z.string().max(512).optional();

const exactlyOne =
  (a: string, b: string) =>
  (statement: object): boolean =>
    a in statement !== b in statement;
const oneAction = [exactlyOne('Action', 'NotAction'), { error: 'needs Action or NotAction, and not both' }] as const;
const oneResource = [
  exactlyOne('Resource', 'NotResource'),
  { error: 'needs Resource or NotResource, and not both' },
] as const;

/** `NotPrincipal` is refused by its name: AWS advises against it, and it cannot be told here whom it leaves out. */
const statements = {
  identity: z
    .strictObject({
      ...common,
      ...placed,
      Sid: z
        .string()
        .regex(/^[A-Za-z0-9]*$/, { error: 'a Sid of IAM is made of letters and digits' })
        .optional(),
    })
    .refine(...oneAction)
    .refine(...oneResource),
  resource: z
    .strictObject({ ...common, ...placed, Sid: sid, Principal: principalElement })
    .refine(...oneAction)
    .refine(...oneResource),
  trust: z.strictObject({ ...common, Sid: sid, Principal: principalElement }).refine(...oneAction),
} as const;

type StatementElement = z.output<(typeof statements)[PolicyKind]>;

const documentOf = <Kind extends PolicyKind>(kind: Kind) =>
  z.strictObject({
    Version: z.enum(['2008-10-17', '2012-10-17']).default('2008-10-17'),
    Id: z.string().optional(),
    Statement: oneOrMany(statements[kind] as z.ZodType<StatementElement>).refine(haveOwnSids, {
      error: 'two statements have the same Sid',
    }),
  });

const haveOwnSids = (all: readonly StatementElement[]): boolean => {
  const sids = all.flatMap(({ Sid = '' }) => (Sid === '' ? [] : [Sid]));
  return new Set(sids).size === sids.length;
};

const documents = {
  identity: documentOf('identity'),
  resource: documentOf('resource'),
  trust: documentOf('trust'),
} as const satisfies Record<PolicyKind, z.ZodType>;

/**
 * Reads the statements of a policy.
 *
 * AWS IAM User Guide, "IAM JSON policy element reference".
 *
 * @throws Error that names the policy and what in it cannot be evaluated
 */
export const parsePolicy = (kind: PolicyKind, { name, path, document }: PolicySource): readonly Statement[] => {
  const parsed = documents[kind].safeParse(document);
  if (!parsed.success) throw new Error(`Policy ${name} cannot be evaluated:\n${z.prettifyError(parsed.error)}`);
  const variables = parsed.data.Version === '2012-10-17';
  return parsed.data.Statement.map((element, index) => {
    try {
      return toStatement(element, variables, { policy: name, path, index, sid: element.Sid });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Policy ${name} cannot be evaluated:\n✖ ${why}\n  → at Statement[${index}]`);
    }
  });
};

const toStatement = (
  element: StatementElement,
  variables: boolean,
  place: Pick<Statement, 'policy' | 'path' | 'index' | 'sid'>,
): Statement => {
  const named = 'Resource' in element ? element.Resource : undefined;
  const patterns = named ?? ('NotResource' in element ? element.NotResource : undefined);
  const actions = element.Action ?? element.NotAction ?? [];
  return {
    ...place,
    effect: element.Effect,
    actions: {
      negated: element.Action === undefined,
      patterns: actions,
      compiled: actions.map((pattern) => toPattern(pattern.toLowerCase())),
    },
    resources: patterns && {
      negated: named === undefined,
      texts: patterns.map((text) => parsePolicyText(text, variables)),
      patterns,
    },
    principals: 'Principal' in element ? element.Principal : undefined,
    conditions: parseConditions(element.Condition ?? {}, variables),
  };
};

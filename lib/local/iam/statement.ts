import type { Condition } from './conditions.ts';
import { matches, matchesPattern, type Pattern } from './matches-pattern.ts';
import { canBeFilled, type PolicyText, toFilledPattern } from './policy-text.ts';
import type { PrincipalElement } from './principals.ts';
import type { RequestContext } from './request-context.ts';

/** Where a statement stands. */
export interface StatementPlace {
  /** Name of its policy. */
  readonly policy: string;
  /** Construct path of the resource that holds it, where the template has it. */
  readonly path: string | undefined;
  /** From 0. */
  readonly index: number;
  readonly sid: string | undefined;
}

/** A statement of a policy, read. */
export interface Statement extends StatementPlace {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: {
    readonly negated: boolean;
    readonly patterns: readonly string[];
    /** In lower case: names of actions are compared without regard to case. */
    readonly compiled: readonly Pattern[];
  };
  /** Undefined in trust policies, which stand on what they are about. */
  readonly resources:
    | { readonly negated: boolean; readonly texts: readonly PolicyText[]; readonly patterns: readonly string[] }
    | undefined;
  /** Undefined in the policies of identities. */
  readonly principals: PrincipalElement | undefined;
  readonly conditions: readonly Condition[];
}

export interface StatementRequest {
  readonly action: string;
  readonly resource: string;
  /** May be worked out when it is first read. */
  readonly context: RequestContext;
}

/**
 * Whether a statement speaks of a request, whoever asks: its action, its resource and all of its conditions.
 *
 * AWS IAM User Guide, "Policy variables with no value": a text that has one matches nothing, be it of `Resource`,
 * `NotResource` or a condition.
 */
export const applies = (statement: Statement, request: StatementRequest): boolean => {
  const { actions, resources, conditions } = statement;
  return (
    matchesSome(request.action.toLowerCase(), actions.compiled) !== actions.negated &&
    (resources === undefined || coversResource(resources, request)) &&
    conditions.every(({ holds }) => holds(request.context))
  );
};

/** Whether an action is one that a pattern of `Action` names, without regard to case. */
export const matchesAction = (action: string, pattern: string): boolean =>
  matchesPattern(action.toLowerCase(), pattern.toLowerCase());

const matchesSome = (action: string, patterns: readonly Pattern[]): boolean =>
  patterns.some((pattern) => matches(action, pattern));

const coversResource = (
  { negated, texts }: NonNullable<Statement['resources']>,
  request: StatementRequest,
): boolean => {
  // Most texts have no variables: then there is no need to work out the context.
  const context: RequestContext = texts.some(({ fixed }) => fixed === undefined) ? request.context : NOTHING_KNOWN;
  const covers = (text: PolicyText): boolean =>
    canBeFilled(text, context) && matches(request.resource, toFilledPattern(text, context));
  return texts.some(covers) !== negated;
};

const NOTHING_KNOWN: RequestContext = new Map();

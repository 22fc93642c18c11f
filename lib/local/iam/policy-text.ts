import { isKnownConditionKey } from './condition-keys.ts';
import { type Pattern, toPattern } from './matches-pattern.ts';
import type { RequestContext } from './request-context.ts';

/**
 * A text of a policy in which wildcards and policy variables may stand.
 *
 * AWS IAM User Guide, "IAM policy elements: Variables and tags".
 */
export interface PolicyText {
  readonly parts: readonly Part[];
  /** Keys of the variables without a default: a request that lacks one cannot be compared. */
  readonly needs: readonly string[];
  /** Of a text without variables, made once. */
  readonly fixed: Pattern | undefined;
}

type Part =
  /** In which `*` and `?` are wildcards, where wildcards are taken. */
  | { readonly kind: 'text'; readonly text: string }
  /** `${*}` and its like: never a wildcard. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | undefined };

/** One `${…}`, or the text up to the next. */
const PIECES = /\$\{([^}]*)\}|((?:(?!\$\{)[\s\S])+)/gy;
const VARIABLE = /^([A-Za-z0-9-]+:[^',\s]+)(?:\s*,\s*'([^']*)')?$/;

/**
 * @param variables false for policies of version 2008-10-17, where `${` means itself
 * @throws Error that names the variable which is not known here
 */
export const parsePolicyText = (text: string, variables: boolean): PolicyText => {
  if (!variables) return { parts: [{ kind: 'text', text }], needs: [], fixed: toPattern(text) };
  const pieces = [...text.matchAll(PIECES)];
  const parts = pieces.map(([, variable, plain = '']) =>
    variable === undefined ? ({ kind: 'text', text: plain } as const) : parseVariable(variable),
  );
  if (pieces.reduce((length, [piece]) => length + piece.length, 0) !== text.length) {
    throw new Error(`'${text}' has a \${ that does not end`);
  }
  return {
    parts,
    fixed: parts.every(({ kind }) => kind === 'text') ? toPattern(text) : undefined,
    needs: parts.flatMap((part) => (part.kind === 'variable' && part.fallback === undefined ? [part.key] : [])),
  };
};

const parseVariable = (variable: string): Part => {
  if (['*', '?', '$'].includes(variable)) return { kind: 'literal', text: variable };
  const [, name = '', fallback] = VARIABLE.exec(variable) ?? [];
  const key = name.toLowerCase();
  if (!isKnownConditionKey(key)) throw new Error(`policy variable \${${variable}} is not known to the local runtime`);
  return { kind: 'variable', key, fallback };
};

/** With wildcards. What a variable brings in is no wildcard. Ask only when the request has what the text needs. */
export const toFilledPattern = ({ parts, fixed }: PolicyText, context: RequestContext): Pattern =>
  fixed ?? parts.flatMap((part) => (part.kind === 'text' ? toPattern(part.text) : fill(part, context).split('')));

/** Without wildcards: every character for itself. */
export const toFilledText = ({ parts }: PolicyText, context: RequestContext): string =>
  parts.map((part) => fill(part, context)).join('');

const fill = (part: Part, context: RequestContext): string =>
  part.kind === 'variable' ? (onlyValue(context.get(part.key)) ?? part.fallback ?? '') : part.text;

/** Whether every variable of the text has a value, and only one. */
export const canBeFilled = ({ needs }: Pick<PolicyText, 'needs'>, context: RequestContext): boolean =>
  needs.every((key) => onlyValue(context.get(key)) !== undefined);

const onlyValue = (values: readonly string[] | undefined): string | undefined =>
  values?.length === 1 ? values[0] : undefined;

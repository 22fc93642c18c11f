import { matchesAction, matchesPattern } from '../iam/index.ts';
import { type KnownRun, type KnownStatement, statementId, type Use } from './access-store.ts';

/** One action or resource that a statement names, and what was used of it. */
export interface PartUse {
  /** As the statement has it: `dynamodb:Get*`, an ARN. */
  readonly pattern: string;
  readonly count: number;
  /** What was seen, for a wildcard. */
  readonly seen: readonly string[];
  /** Milliseconds since the epoch. */
  readonly lastMillis: number | undefined;
}

export interface StatementUse
  extends Pick<KnownStatement, 'policy' | 'path' | 'index' | 'sid' | 'effect' | 'conditional'> {
  readonly actions: readonly PartUse[];
  readonly resources: readonly PartUse[];
  /** Actions and resources that an Allow names and nobody in the role used in this run. */
  readonly unused: readonly string[];
}

export interface FunctionAccess {
  readonly path: string;
  readonly functionArn: string;
  readonly roleArn: string;
  readonly statements: readonly StatementUse[];
  readonly refused: readonly Pick<Use, 'action' | 'resource' | 'count' | 'lastMillis'>[];
}

export interface AccessReport {
  readonly startedMillis: number;
  readonly functions: readonly FunctionAccess[];
  /** Of the whole run, whichever functions are shown. */
  readonly totals: { readonly functions: number; readonly statements: number; readonly rights: number };
  readonly unused: number;
}

/** Sets what roles may do beside what functions did in them. */
export const accessReport = ({ startedMillis, functions, statements, paths, uses }: KnownRun): AccessReport => {
  const reported = functions.map(({ functionArn, roleArn, path }): FunctionAccess => {
    const inRole = uses.filter((use) => use.roleArn === roleArn);
    // What a service did in the role, such as reading a queue for the function, was for the function.
    const own = inRole.filter((use) => [functionArn, ''].includes(use.functionArn));
    return {
      path,
      functionArn,
      roleArn,
      statements: statements
        .filter((statement) => statement.roleArn === roleArn)
        .map((statement) => statementUse(statement, own, inRole)),
      refused: own
        .filter(({ allowed }) => !allowed)
        .map(({ action, resource, count, lastMillis }) => ({
          action,
          resource: paths.get(resource) ?? resource,
          count,
          lastMillis,
        })),
    };
  });
  const all = reported.flatMap((each) => each.statements);
  const rights = all
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources }) => [actions, resources]);
  return {
    startedMillis,
    functions: reported.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    totals: { functions: reported.length, statements: all.length, rights: rights.flat().length },
    unused: all.reduce((sum, each) => sum + each.unused.length, 0),
  };
};

/** @param inRole the uses of all functions in the role: what one of them uses is not unused */
const statementUse = (statement: KnownStatement, own: readonly Use[], inRole: readonly Use[]): StatementUse => {
  const { policy, path, index, sid, effect, conditional, actions, resources } = statement;
  const isOfThis = (use: Use): boolean => use.allowed && use.statement === statementId(statement);
  const ofUses = (uses: readonly Use[]) => {
    const used = uses.filter(isOfThis);
    return {
      actions: partUses(actions, 'NotAction', used, ({ action }) => action, matchesAction),
      resources: partUses(resources, 'NotResource', used, ({ resource }) => resource, matchesText),
    };
  };
  const ofRole = ofUses(inRole);
  const neverUsed = [...ofRole.actions, ...ofRole.resources].filter(({ count }) => count === 0);
  return {
    ...{ policy, path, index, sid, effect, conditional },
    ...ofUses(own),
    unused: effect === 'Allow' ? neverUsed.map(({ pattern }) => pattern) : [],
  };
};

/** A policy variable may have stood for anything. */
const matchesText = (seen: string, pattern: string): boolean =>
  matchesPattern(seen, pattern.replace(/\$\{[^}]*\}/g, '*'));

const partUses = (
  { negated, patterns }: KnownStatement['actions'],
  negatedName: string,
  used: readonly Use[],
  partOf: (use: Use) => string,
  matches: (seen: string, pattern: string) => boolean,
): readonly PartUse[] => {
  const toPartUse = (pattern: string, of: readonly Use[]): PartUse => ({
    pattern,
    count: of.reduce((sum, { count }) => sum + count, 0),
    seen: [...new Set(of.map(partOf))].sort(),
    lastMillis: of.length === 0 ? undefined : Math.max(...of.map(({ lastMillis }) => lastMillis)),
  });
  // What is left over by a negation is one part: it cannot be told apart.
  if (negated) return [toPartUse(`${negatedName}: ${patterns.join(', ')}`, used)];
  return patterns.map((pattern) =>
    toPartUse(
      pattern,
      used.filter((use) => matches(partOf(use), pattern)),
    ),
  );
};

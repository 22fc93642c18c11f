import type { AccessReport, FunctionAccess, PartUse, StatementUse } from './access-report.ts';

/** The report as a person reads it: function by function, statement by statement. */
export const printAccess = (report: AccessReport, paths: ReadonlyMap<string, string>): string => {
  const named = (pattern: string): string => nameOf(pattern, paths);
  const { functions, statements, rights } = report.totals;
  return [
    ...report.functions.flatMap((each) => [...printFunction(each, named), '']),
    `${functions} functions, ${statements} statements, ${rights} actions and resources in them; ` +
      `${report.unused} never used in the run that began ${timeOf(report.startedMillis)}.`,
    ...(report.unused === 0 ? [] : ['What no request of the run reached was not used: exercise every endpoint first.']),
  ].join('\n');
};

const printFunction = (
  { path, statements, refused }: FunctionAccess,
  named: (pattern: string) => string,
): readonly string[] => [
  path,
  ...statements.flatMap((statement) => printStatement(statement, named)),
  ...refused.map(
    ({ action, resource, count, lastMillis }) =>
      `  ! refused: ${action} on ${resource}, ${times(count)}, last ${timeOf(lastMillis)}`,
  ),
];

const printStatement = (statement: StatementUse, named: (pattern: string) => string): readonly string[] => {
  const { path, policy, index, sid, effect, conditional, actions, resources, unused } = statement;
  const title = `  ${effect} ${path ?? policy} [${index}${sid === undefined || sid === '' ? '' : ` ${sid}`}]`;
  return [
    `${title}${conditional ? ', under conditions' : ''}`,
    ...actions.map((part) => `    ${printPart(part, part.pattern, unused, effect)}`),
    ...resources.map((part) => `      on ${printPart(part, named(part.pattern), unused, effect)}`),
  ];
};

const printPart = (part: PartUse, name: string, unused: readonly string[], effect: string): string => {
  const { pattern, count, seen, lastMillis } = part;
  if (effect === 'Deny') return `  ${name}`;
  if (count === 0) {
    return unused.includes(pattern) ? `✗ ${name}: never used in this run` : `· ${name}: not by this function`;
  }
  const wildcard = isAction(pattern) && !seen.includes(pattern) ? `: ${shortened(seen)}` : '';
  const byLambda = /^(logs|xray):/.test(pattern) ? ' by Lambda itself' : '';
  return `✓ ${name}${wildcard}, ${times(count)}${byLambda}, last ${timeOf(lastMillis ?? 0)}`;
};

/** Resources are too long to list: they are in the JSON. */
const isAction = (pattern: string): boolean => !pattern.startsWith('arn:') && pattern.includes('*') && pattern !== '*';

const FEW = 3;

const shortened = (seen: readonly string[]): string =>
  seen.length <= FEW ? seen.join(' ') : `${seen.slice(0, FEW).join(' ')} and ${seen.length - FEW} more`;

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** `07:41:02`, in the developer's own time. */
const timeOf = (millis: number): string => new Date(millis).toLocaleTimeString('en-GB');

/** The construct that an ARN names, with what follows it: `BankData/Table/index/*`. */
const nameOf = (pattern: string, paths: ReadonlyMap<string, string>): string => {
  const arn = [...paths.keys()].filter((each) => pattern.startsWith(each)).sort((a, b) => b.length - a.length)[0];
  return arn === undefined ? pattern : `${paths.get(arn)}${pattern.slice(arn.length)}`;
};

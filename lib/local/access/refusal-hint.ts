import type { AccessRequest, Statement, Verdict } from '../iam/index.ts';
import { matchesAction } from '../iam/index.ts';
import { constructPath } from './declared-resource.ts';
import { suggestGrant } from './grant-suggestion.ts';

export interface RefusalHintOptions {
  readonly request: Pick<AccessRequest, 'action' | 'resource'>;
  readonly verdict: Exclude<Verdict, { readonly decision: 'allowed' }>;
  /** Construct path of the function. */
  readonly functionPath: string;
  /** Construct path of the resource, where the template has it. */
  readonly resourcePath: string | undefined;
  /** Of the role. */
  readonly statements: readonly Statement[];
}

/** Tells a developer what AWS would refuse, which statement made it so or was missing, and how CDK grants it. */
export const refusalHint = (options: RefusalHintOptions): string => {
  const { request, verdict, functionPath, resourcePath } = options;
  const { action, resource } = request;
  return [
    `${functionPath} may not ${action} on ${resourcePath ?? resource}: AccessDeniedException, as on AWS.`,
    ...(verdict.decision === 'denied' ? deniedBy(verdict) : missing(options, verdict.in)),
  ].join('\n  ');
};

const deniedBy = (verdict: Extract<Verdict, { readonly decision: 'denied' }>): readonly string[] => [
  `Denied by ${nameOf(verdict.by)}, of ${article(verdict.in)} ${verdict.in}. No grant outweighs it: narrow that statement, or do without.`,
];

const missing = (
  { request: { action, resource }, functionPath, resourcePath, statements }: RefusalHintOptions,
  where: string,
): readonly string[] => {
  const near = statements.filter(
    ({ effect, actions }) =>
      where === 'identity-based policy' &&
      effect === 'Allow' &&
      !actions.negated &&
      actions.patterns.some((pattern) => pattern !== '*' && matchesAction(action, pattern)),
  );
  const { variable, grant, arn } = suggestGrant(action);
  // What is no ARN, as a telephone number, cannot stand in a policy.
  const granted = resource.startsWith('arn:') ? resource : '*';
  const names = [`fn is ${functionPath}`, ...(resourcePath === undefined ? [] : [`${variable} is ${resourcePath}`])];
  const target = resourcePath === undefined ? `'${granted}'` : `${variable}.${arn}${belowOf(resource)}`;
  return [
    `No ${where} has the statement: ${JSON.stringify({ Effect: 'Allow', Action: action, Resource: granted })}`,
    ...near.map((statement) => `${nameOf(statement)} names the action, for other resources or under other conditions.`),
    `In CDK (${names.join(', ')}):`,
    ...(where === 'permissions boundary' ? ['  add the statement to the managed policy that is the boundary'] : []),
    ...(grant === undefined || resourcePath === undefined ? [] : [`  ${variable}.${grant}(fn)   or just this right:`]),
    `  iam.Grant.addToPrincipal({ grantee: fn, actions: ['${action}'], resourceArns: [${target}] })`,
  ];
};

const article = (where: string): string => (where.startsWith('i') ? 'an' : 'a');

/** What an ARN has beyond the resource that the template declares: an index of a table. */
const belowOf = (resource: string): string => {
  const below = /(\/index\/.+|\/stream\/.+)$/.exec(resource)?.[1];
  return below === undefined ? '' : ` + '${below}'`;
};

const nameOf = ({ policy, path, index, sid }: Pick<Statement, 'policy' | 'path' | 'index' | 'sid'>): string =>
  `statement ${sid === undefined || sid === '' ? index : `'${sid}'`} of ${path === undefined ? policy : constructPath(path)}`;

import { type AwsCaller, AwsError, type HttpRequest, type Right } from '../aws-service.ts';
import type { IamService, Verdict } from '../iam/index.ts';

export interface RightsScope {
  readonly iam: Pick<IamService, 'evaluate'>;
  readonly signingName: string;
  readonly request: Pick<HttpRequest, 'headers'>;
}

/**
 * Checks that the caller's policies allow every right. The developer is an administrator; nobody else is exempt.
 *
 * @throws AwsError `AccessDeniedException`, in the words of the service, for the first right that is refused
 */
export const checkRights = (
  caller: AwsCaller,
  rights: readonly Right[],
  { iam, signingName, request }: RightsScope,
): void => {
  if (caller.kind === 'developer') return;
  const userAgent = { 'aws:useragent': request.headers.get('user-agent') ?? [] };
  for (const right of rights) {
    const verdict = caller.kind === 'function' ? evaluate(caller, right, userAgent, iam) : unknownCaller;
    if (verdict.decision === 'allowed') continue;
    const { code = 'AccessDeniedException', action = String, word = inCommonWords } = spellings.get(signingName) ?? {};
    const who = caller.kind === 'function' ? caller.arn : 'anonymous';
    throw new AwsError(code, word({ who, action: action(right.action), resource: right.resource }, verdict));
  }
};

const evaluate = (
  { roleArn, functionArn }: Extract<AwsCaller, { readonly kind: 'function' }>,
  right: Right,
  ofRequest: Readonly<Record<string, readonly string[]>>,
  iam: Pick<IamService, 'evaluate'>,
): Verdict =>
  iam.evaluate({
    roleArn,
    functionArn,
    action: right.action,
    resource: right.resource,
    // Worked out when a policy asks: few do.
    get context() {
      return { ...ofRequest, ...right.context };
    },
  });

type Refusal = Exclude<Verdict, { readonly decision: 'allowed' }>;

const unknownCaller: Verdict = { decision: 'unmentioned', in: 'identity-based policy' };

interface Refused {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
}

const inCommonWords = ({ who, action, resource }: Refused, refusal: Refusal): string => {
  const article = refusal.in === 'identity-based policy' ? 'an' : 'a';
  const because =
    refusal.decision === 'denied'
      ? `with an explicit deny in ${article} ${refusal.in}`
      : `because no ${refusal.in} allows the ${action} action`;
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
};

interface Spelling {
  readonly code?: string;
  readonly action?: (action: string) => string;
  readonly word?: (refused: Refused) => string;
}

/** Services that word their refusals in their own way, by signing name. */
const spellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  [
    'ses',
    {
      word: ({ who, action, resource }) =>
        `User \`${who}' is not authorized to perform \`${action}' on resource \`${resource}'`,
    },
  ],
  ['sns', { code: 'AuthorizationError', action: (action) => action.replace(/^sns:/, 'SNS:') }],
  ['sqs', { action: (action) => action.toLowerCase() }],
]);

import { type AwsCaller, AwsError, type HttpRequest, type Right } from '../aws-service.ts';
import type { AccessRequest, IamService, Verdict } from '../iam/index.ts';

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
  for (const right of rights) {
    const verdict = caller.kind === 'function' ? iam.evaluate(new Asked(caller, right, request)) : unknownCaller;
    if (verdict.decision === 'allowed') continue;
    const { code = 'AccessDeniedException', action = String, word = inCommonWords } = spellings.get(signingName) ?? {};
    const who = caller.kind === 'function' ? caller.arn : 'anonymous';
    throw new AwsError(code, word({ who, action: action(right.action), resource: right.resource }, verdict));
  }
};

type FunctionCaller = Extract<AwsCaller, { readonly kind: 'function' }>;

class Asked implements AccessRequest {
  readonly roleArn: string;
  readonly functionArn: string;
  readonly action: string;
  readonly resource: string;
  readonly #right: Right;
  readonly #request: RightsScope['request'];

  constructor({ roleArn, functionArn }: FunctionCaller, right: Right, request: RightsScope['request']) {
    this.roleArn = roleArn;
    this.functionArn = functionArn;
    this.action = right.action;
    this.resource = right.resource;
    this.#right = right;
    this.#request = request;
  }

  /** Worked out when a policy asks: few do. */
  get context(): NonNullable<AccessRequest['context']> {
    return { 'aws:useragent': this.#request.headers.get('user-agent') ?? [], ...this.#right.context };
  }
}

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

import { type AwsCaller, AwsError, type HttpRequest, type Right } from '../aws-service.ts';
import type { IamService } from '../iam/index.ts';

export interface RightsScope {
  readonly iam: Pick<IamService, 'decide'>;
  readonly signingName: string;
  readonly request: Pick<HttpRequest, 'headers'>;
}

/**
 * Checks that the caller's policies allow every right. The developer is an administrator; nobody else is exempt.
 *
 * @throws AwsError `AccessDeniedException`, in AWS's words, for the first right that is refused
 */
export const checkRights = (
  caller: AwsCaller,
  rights: readonly Right[],
  { iam, signingName, request }: RightsScope,
): void => {
  if (caller.kind === 'developer') return;
  const userAgent = request.headers.get('user-agent') ?? [];
  for (const { action, resource, context } of rights) {
    const decision =
      caller.kind === 'function'
        ? iam.decide({
            roleArn: caller.roleArn,
            functionArn: caller.functionArn,
            action,
            resource,
            context: { ...context, 'aws:useragent': userAgent },
          })
        : 'unmentioned';
    if (decision === 'allowed') continue;
    const { code = 'AccessDeniedException', spell = String } = spellings.get(signingName) ?? {};
    const because =
      decision === 'denied'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${spell(action)} action`;
    const who = caller.kind === 'function' ? caller.arn : 'anonymous';
    throw new AwsError(
      code,
      `User: ${who} is not authorized to perform: ${spell(action)} on resource: ${resource} ${because}`,
    );
  }
};

interface Spelling {
  readonly code?: string;
  readonly spell?: (action: string) => string;
}

/** Services that word their refusals in their own way, by signing name. */
const spellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ['sns', { code: 'AuthorizationError', spell: (action) => action.replace(/^sns:/, 'SNS:') }],
  ['sqs', { spell: (action) => action.toLowerCase() }],
]);

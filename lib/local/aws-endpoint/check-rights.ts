import { type AwsCaller, AwsError } from '../aws-service.ts';
import type { IamService } from '../iam/index.ts';

/** What a call needs of IAM. */
export type Rights = readonly { readonly action: string; readonly resource: string }[];

/**
 * Checks that the caller's policies allow every right. The developer is an administrator; nobody else is exempt.
 *
 * @throws AwsError `AccessDeniedException`, in AWS's words, for the first right that is refused
 */
export const checkRights = (caller: AwsCaller, rights: Rights, iam: Pick<IamService, 'decide'>): void => {
  if (caller.kind === 'developer') return;
  for (const { action, resource } of rights) {
    const decision =
      caller.kind === 'function' ? iam.decide({ roleArn: caller.roleArn, action, resource }) : 'unmentioned';
    if (decision === 'allowed') continue;
    const because =
      decision === 'denied'
        ? 'with an explicit deny in an identity-based policy'
        : `because no identity-based policy allows the ${action} action`;
    const who = caller.kind === 'function' ? caller.arn : 'anonymous';
    throw new AwsError(
      'AccessDeniedException',
      `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
    );
  }
};

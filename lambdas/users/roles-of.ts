import { AdminListGroupsForUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { UserRole } from '../schemas.ts';
import { cognito, userPoolId } from './cognito.ts';
import { userRoles } from './user-roles.constant.ts';

/** The roles that a user has, by the groups of the pool. A group that is no role of the API gives none. */
export async function rolesOf(username: string, signal: AbortSignal): Promise<readonly UserRole[]> {
  const command = new AdminListGroupsForUserCommand({ UserPoolId: userPoolId(), Username: username, Limit: 60 });
  const { Groups = [] } = await cognito.send(command, { abortSignal: signal });
  const names = new Set(Groups.map(({ GroupName }) => GroupName));
  return userRoles.filter((role) => names.has(role));
}

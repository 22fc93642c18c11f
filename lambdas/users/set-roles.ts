import { AdminRemoveUserFromGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { UserRole } from '../schemas.ts';
import { cognito, userPoolId } from './cognito.ts';
import { ifKnown } from './if-known.ts';
import { giveRole } from './invite-user.ts';
import { rolesOf } from './roles-of.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';

/**
 * Gives a user exactly these roles. What is lost goes first, and what was signed in with the old ones ends; should it stop
 * half way, the user may do too little and not too much.
 *
 * @returns false when there is no such user
 */
export async function setRoles(userId: string, roles: readonly UserRole[], signal: AbortSignal): Promise<boolean> {
  const held = await ifKnown(rolesOf(userId, signal));
  if (held === undefined) return false;
  for (const role of held.filter((each) => !roles.includes(each))) await takeRole(userId, role, signal);
  await signOutEverywhere(userId, signal);
  for (const role of new Set(roles)) if (!held.includes(role)) await giveRole(userId, role, signal);
  return true;
}

async function takeRole(username: string, role: UserRole, signal: AbortSignal): Promise<void> {
  const group = { UserPoolId: userPoolId(), Username: username, GroupName: role };
  await cognito.send(new AdminRemoveUserFromGroupCommand(group), { abortSignal: signal });
}

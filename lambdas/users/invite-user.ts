import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { NewUser, UserRole } from '../schemas.ts';
import { cognito, userPoolId } from './cognito.ts';
import type { KnownUser } from './user-view.ts';

/**
 * Makes a user; Amazon Cognito thinks up a temporary password and mails it, so that nobody of the bank ever sees it. A user
 * whose roles could not be given any more is one who may do nothing.
 *
 * @returns undefined when the name is taken
 */
export async function inviteUser(wanted: NewUser, signal: AbortSignal): Promise<KnownUser | undefined> {
  const { username, email, phone, roles } = wanted;
  const command = new AdminCreateUserCommand({
    UserPoolId: userPoolId(),
    Username: username,
    DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [
      { Name: 'email', Value: email },
      // The invitation goes there: who accepts it has shown that the address is his.
      { Name: 'email_verified', Value: 'true' },
      ...(phone === undefined ? [] : [{ Name: 'phone_number', Value: phone }]),
    ],
  });
  try {
    const { User } = await cognito.send(command, { abortSignal: signal });
    for (const role of new Set(roles)) await giveRole(username, role, signal);
    return User;
  } catch (error) {
    if (error instanceof UsernameExistsException) return undefined;
    throw error;
  }
}

export async function giveRole(username: string, role: UserRole, signal: AbortSignal): Promise<void> {
  const group = { UserPoolId: userPoolId(), Username: username, GroupName: role };
  await cognito.send(new AdminAddUserToGroupCommand(group), { abortSignal: signal });
}

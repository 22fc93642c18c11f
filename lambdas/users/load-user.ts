import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito, userPoolId } from './cognito.ts';
import { ifKnown } from './if-known.ts';
import type { KnownUser } from './user-view.ts';

/** One user, by the `sub`, which Amazon Cognito takes where it takes a user name. */
export async function loadUser(userId: string, signal: AbortSignal): Promise<KnownUser | undefined> {
  const command = new AdminGetUserCommand({ UserPoolId: userPoolId(), Username: userId });
  const user = await ifKnown(cognito.send(command, { abortSignal: signal }));
  return user && { ...user, Attributes: user.UserAttributes };
}

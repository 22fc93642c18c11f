import { AdminDisableUserCommand, AdminEnableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito, userPoolId } from './cognito.ts';
import { ifKnown } from './if-known.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';

/** Lets a user sign in no more, and ends what is open. @returns false when there is no such user */
export async function disable(userId: string, signal: AbortSignal): Promise<boolean> {
  const command = new AdminDisableUserCommand({ UserPoolId: userPoolId(), Username: userId });
  const known = await ifKnown(cognito.send(command, { abortSignal: signal }));
  return known !== undefined && (await signOutEverywhere(userId, signal));
}

/** Lets a user sign in again. @returns false when there is no such user */
export async function enable(userId: string, signal: AbortSignal): Promise<boolean> {
  const command = new AdminEnableUserCommand({ UserPoolId: userPoolId(), Username: userId });
  return (await ifKnown(cognito.send(command, { abortSignal: signal }))) !== undefined;
}

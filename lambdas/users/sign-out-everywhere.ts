import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito, userPoolId } from './cognito.ts';
import { ifKnown } from './if-known.ts';

/** Ends what the user has open: no refresh token works from now on. @returns false when there is no such user */
export async function signOutEverywhere(username: string, signal: AbortSignal): Promise<boolean> {
  const command = new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId(), Username: username });
  return (await ifKnown(cognito.send(command, { abortSignal: signal }))) !== undefined;
}

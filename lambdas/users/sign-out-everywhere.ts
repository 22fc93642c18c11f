import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { signOut } from '../sessions/sign-out.ts';
import { cognito, userPoolId } from './cognito.ts';
import { ifKnown } from './if-known.ts';

/**
 * Ends what the user has open: no refresh token works from now on, and where freshness is demanded no access token of
 * before.
 *
 * @param userId the user's `sub`
 * @returns false when there is no such user
 */
export async function signOutEverywhere(userId: string, signal: AbortSignal): Promise<boolean> {
  const command = new AdminUserGlobalSignOutCommand({ UserPoolId: userPoolId(), Username: userId });
  if ((await ifKnown(cognito.send(command, { abortSignal: signal }))) === undefined) return false;
  await signOut(userId, Date.now() / 1_000, signal);
  return true;
}

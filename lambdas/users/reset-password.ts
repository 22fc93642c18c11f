import { randomBytes } from 'node:crypto';
import { AdminCreateUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { cognito, userPoolId } from './cognito.ts';
import { loadUser } from './load-user.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';
import { attributeOf } from './user-view.ts';

/**
 * Makes a user's password worthless, ends what is open, and invites the user anew. The pool has no self-service recovery,
 * which AdminResetUserPassword needs; so the password becomes one that nobody knows, and the invitation brings another,
 * which Amazon Cognito thinks up and mails.
 */
export async function resetPassword(
  userId: string,
  signal: AbortSignal,
): Promise<'done' | { readonly refused: 'not-found' | 'no-verified-destination' }> {
  const user = await loadUser(userId, signal);
  if (user?.Username === undefined) return { refused: 'not-found' };
  if (attributeOf(user.Attributes ?? [], 'email_verified') !== 'true') return { refused: 'no-verified-destination' };
  const who = { UserPoolId: userPoolId(), Username: user.Username };
  const forgotten = new AdminSetUserPasswordCommand({ ...who, Password: unknownPassword(), Permanent: false });
  await cognito.send(forgotten, { abortSignal: signal });
  await signOutEverywhere(userId, signal);
  const again = new AdminCreateUserCommand({ ...who, MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] });
  await cognito.send(again, { abortSignal: signal });
  return 'done';
}

/** 256 random bits, and a letter of each kind that a policy may ask for. */
const unknownPassword = (): string => `Aa1-${randomBytes(32).toString('base64url')}`;

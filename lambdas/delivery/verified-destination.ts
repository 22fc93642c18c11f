import { AdminGetUserCommand, UserNotFoundException } from '@aws-sdk/client-cognito-identity-provider';
import { cognito, userPoolId } from '../users/cognito.ts';
import type { Channel } from './delivery-provider.ts';

const attributes = {
  email: { value: 'email', verified: 'email_verified' },
  sms: { value: 'phone_number', verified: 'phone_number_verified' },
} as const satisfies Record<Channel, { readonly value: string; readonly verified: string }>;

/**
 * Where the user pool says that a user is reached. Only a destination that the user has shown to be his own counts, and
 * nobody who is disabled is sent anything.
 */
export async function verifiedDestination(
  subject: string,
  channel: Channel,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { value, verified } = attributes[channel];
  try {
    const command = new AdminGetUserCommand({ UserPoolId: userPoolId(), Username: subject });
    const { Enabled, UserAttributes = [] } = await cognito.send(command, { abortSignal: signal });
    const read = (name: string) => UserAttributes.find(({ Name }) => Name === name)?.Value;
    return Enabled === true && read(verified) === 'true' ? read(value) : undefined;
  } catch (error) {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  }
}

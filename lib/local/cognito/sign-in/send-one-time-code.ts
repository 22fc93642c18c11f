import type { JsonObject } from '../../json.ts';
import { mediumOf } from '../messages/delivery.ts';
import { mask } from '../messages/mask.ts';
import { sendMessage } from '../messages/send-message.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { createCode } from '../store/confirmation-codes.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { contactOf, isVerified } from './second-factors.ts';

/** Sends the code of a sign-in, which lives and dies with its session. */
export async function sendOneTimeCode(
  room: Room,
  {
    pool,
    client,
    user,
    clientMetadata,
  }: {
    readonly pool: UserPool;
    readonly client: AppClient;
    readonly user: User;
    readonly clientMetadata?: JsonObject | undefined;
  },
  factor: keyof typeof contactOf,
): Promise<{ readonly code: string; readonly parameters: JsonObject }> {
  const attribute = contactOf[factor];
  const value = user.attributes.get(attribute);
  if (value === undefined || !isVerified(user, attribute)) throw refusal('delivery-failed');
  const code = createCode();
  await sendMessage(room, {
    ...{ pool, clientId: client.id, user, code, clientMetadata },
    ...{ reason: 'CustomMessage_Authentication', contact: { attribute, value } },
  });
  return { code, parameters: toCodeParameters(attribute, value) };
}

/** How a challenge says where its code went. */
export const toCodeParameters = (attribute: 'email' | 'phone_number', value: string): JsonObject => ({
  CODE_DELIVERY_DELIVERY_MEDIUM: mediumOf(attribute),
  CODE_DELIVERY_DESTINATION: mask(attribute, value),
});

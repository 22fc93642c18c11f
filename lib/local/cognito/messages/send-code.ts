import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { type CodePurpose, createCode } from '../store/confirmation-codes.ts';
import type { User } from '../store/users.ts';
import type { MessageReason } from '../triggers/custom-message.ts';
import type { UserPool } from '../user-pool.ts';
import { type Contact, toDeliveryDetails } from './delivery.ts';
import { sendMessage } from './send-message.ts';

export interface CodeRequest {
  readonly pool: UserPool;
  readonly clientId: string | undefined;
  readonly user: User;
  readonly purpose: CodePurpose;
  readonly reason: MessageReason;
  readonly contact: Contact;
  readonly clientMetadata: JsonObject | undefined;
}

/**
 * Sends a code that is kept until it comes back, is replaced, or expires.
 *
 * @returns `CodeDeliveryDetails`
 * @throws AwsError LimitExceededException for the sixth within an hour; what `sendMessage` throws
 */
export async function sendCode(room: Room, request: CodeRequest): Promise<JsonObject> {
  const { pool, clientId, user, purpose, contact } = request;
  const action = `send-${purpose}` as const;
  room.countedActions.assertAllowed(pool.id, user.sub, action);
  room.countedActions.count(pool.id, user.sub, action);
  const code = createCode();
  room.confirmationCodes.keep(pool.id, user.sub, purpose, code, JSON.stringify(contact));
  const byLink = purpose === 'sign-up' && contact.attribute === 'email' && pool.messages.verification.byLink;
  await sendMessage(room, { ...request, code, link: byLink ? linkFor(room, pool, clientId, user, code) : undefined });
  return toDeliveryDetails(contact);
}

/** Where a code that was judged had been sent. */
export const parseContact = (destination: string): Contact =>
  // Only `sendCode` and `pretendToSend` seal destinations.
  JSON.parse(destination) as Contact;

/** `/confirmUser` of the pool's domain. Without a domain, AWS sends a link that leads nowhere; here the code stands in it. */
function linkFor(room: Room, pool: UserPool, clientId: string | undefined, user: User, code: string): string {
  const host = room.origin ?? `https://${pool.domain}.auth.${room.environment.region}.amazoncognito.com`;
  const query = new URLSearchParams({ client_id: clientId ?? '', user_name: user.username, confirmation_code: code });
  return `${host}/confirmUser?${query}`;
}

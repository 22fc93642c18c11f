import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { type CodePurpose, createCode } from '../store/confirmation-codes.ts';
import type { UserPool } from '../user-pool.ts';
import { type Contact, toDeliveryDetails } from './delivery.ts';

/**
 * What `sendCode` answers, for a name that nobody bears or that has nowhere to send to: the same count, the same wait for
 * a code, the same details at every try. Nothing is sent.
 */
export function pretendToSend(
  room: Room,
  pool: UserPool,
  holder: string,
  name: string,
  purpose: Extract<CodePurpose, 'sign-up' | 'forgot-password'>,
): JsonObject {
  const action = `send-${purpose}` as const;
  room.countedActions.assertAllowed(pool.id, holder, action);
  room.countedActions.count(pool.id, holder, action);
  const contact = room.nobody.contact(pool, name);
  room.confirmationCodes.keep(pool.id, holder, purpose, createCode(), JSON.stringify(contact));
  return toDeliveryDetails(contact satisfies Contact);
}

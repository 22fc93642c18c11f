import type { JsonObject } from '../../json.ts';
import { parseContact, sendCode } from '../messages/send-code.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { Bearer } from '../tokens/verify-access-token.ts';
import type { ContactAttribute } from '../user-pool.ts';
import { judgeCode, spendCode } from './judge-code.ts';

/** Sends a code to the address or number of a user, or to the one that waits to replace it. */
export async function sendVerificationCode(
  room: Room,
  { pool, client, user }: Pick<Bearer, 'pool' | 'client' | 'user'>,
  attribute: ContactAttribute,
  clientMetadata: JsonObject | undefined,
): Promise<JsonObject> {
  const waiting = pool.verifiedBeforeUpdate.includes(attribute)
    ? room.confirmationCodes.destination(pool.id, user.sub, attribute)
    : undefined;
  const value = waiting === undefined ? user.attributes.get(attribute) : parseContact(waiting).value;
  if (value === undefined) throw invalidParameter(`User has no ${attribute} to send a code to`);
  return sendCode(room, {
    ...{ pool, clientId: client.id, user, contact: { attribute, value }, clientMetadata },
    ...{ purpose: attribute, reason: 'CustomMessage_VerifyUserAttribute' },
  });
}

/**
 * Verifies an address or number by its code, and makes it the user's where it had to wait for that.
 *
 * @throws AwsError CodeMismatchException, ExpiredCodeException, LimitExceededException, AliasExistsException
 */
export function verifyAttribute(
  room: Room,
  { pool, user }: Pick<Bearer, 'pool' | 'user'>,
  attribute: ContactAttribute,
  code: string,
): void {
  const { value } = judgeCode(room, pool.id, user.sub, attribute, code);
  room.database.transaction(() => {
    spendCode(room, pool.id, user.sub, attribute);
    const verified = [[attribute, value] as const, [`${attribute}_verified`, 'true'] as const];
    room.users.setAttributes(pool, user, new Map([...user.attributes, ...verified]));
  });
}

import type { JsonObject } from '../../json.ts';
import { assertAttributes, assertWritable } from '../attributes.ts';
import type { Contact } from '../messages/delivery.ts';
import { sendCode } from '../messages/send-code.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { AppClient, ContactAttribute, UserPool } from '../user-pool.ts';

export interface AttributeChange {
  readonly pool: UserPool;
  /** Undefined for an administrator, who may write what users may not. */
  readonly client: AppClient | undefined;
  readonly user: User;
  /** An empty value takes the attribute away. */
  readonly given: ReadonlyMap<string, string>;
  readonly clientMetadata: JsonObject | undefined;
}

const contacts: readonly ContactAttribute[] = ['email', 'phone_number'];

/**
 * Changes attributes. A new address or number is unverified, and where the pool verifies it a code goes there; where the
 * pool wants it verified first, the old one stays until the code has come back.
 *
 * @returns `CodeDeliveryDetailsList`
 * @throws AwsError InvalidParameterException, NotAuthorizedException, AliasExistsException, LimitExceededException
 */
export async function updateAttributes(room: Room, change: AttributeChange): Promise<readonly JsonObject[]> {
  const { pool, client, user, given, clientMetadata } = change;
  if (client !== undefined) assertWritable(pool, client, given.keys());
  assertAttributes(pool, new Map([...given].filter(([, value]) => value !== '')));
  for (const [name, value] of given) assertChangeable(pool, user, name, value);
  const changed = contacts.filter((name) => given.has(name) && given.get(name) !== user.attributes.get(name));
  const waiting = changed.filter(
    (name) =>
      pool.verifiedBeforeUpdate.includes(name) && given.get(name) !== '' && given.get(`${name}_verified`) !== 'true',
  );
  const attributes = new Map([...user.attributes]);
  for (const [name, value] of given) {
    if (waiting.some((each) => each === name)) continue;
    if (value === '') attributes.delete(name);
    else attributes.set(name, value);
  }
  for (const name of changed.filter((each) => !waiting.includes(each))) {
    if (!attributes.has(name)) attributes.delete(`${name}_verified`);
    else if (!given.has(`${name}_verified`)) attributes.set(`${name}_verified`, 'false');
  }
  room.database.transaction(() => {
    room.users.setAttributes(pool, user, attributes);
    // A code for an address that was left proves nothing of the new one.
    for (const name of changed) room.confirmationCodes.forget(pool.id, user.sub, name);
  });
  const present = room.users.get(pool, user.sub);
  const details: JsonObject[] = [];
  for (const attribute of changed) {
    const value = given.get(attribute) ?? '';
    const isToVerify = waiting.includes(attribute) || pool.autoVerified.includes(attribute);
    if (value === '' || !isToVerify || given.get(`${attribute}_verified`) === 'true') continue;
    details.push(await sendTo(room, change, present, { attribute, value }, clientMetadata));
  }
  return details;
}

const sendTo = (
  room: Room,
  { pool, client }: AttributeChange,
  user: User,
  contact: Contact,
  clientMetadata: JsonObject | undefined,
): Promise<JsonObject> =>
  sendCode(room, {
    ...{ pool, clientId: client?.id, user, contact, clientMetadata },
    ...{ purpose: contact.attribute, reason: 'CustomMessage_UpdateUserAttribute' },
  });

function assertChangeable(pool: UserPool, user: User, name: string, value: string): void {
  const schema = pool.attributes.get(name);
  if (schema === undefined) {
    throw invalidParameter(
      `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
    );
  }
  if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
  if (!schema.mutable && user.attributes.has(name) && user.attributes.get(name) !== value) {
    throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
  }
  if (schema.required && value === '') throw invalidParameter(`Attribute ${name} is required and cannot be deleted`);
}

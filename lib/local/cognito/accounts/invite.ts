import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { assertAttributes } from '../attributes.ts';
import type { Contact } from '../messages/delivery.ts';
import { sendMessage } from '../messages/send-message.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { createTemporaryPassword } from '../secrets/temporary-password.ts';
import type { User } from '../store/users.ts';
import { askPreSignUp } from '../triggers/pre-sign-up.ts';
import type { ContactAttribute, UserPool } from '../user-pool.ts';
import { takeAlias } from './aliases.ts';
import { withSignInName } from './sign-in-name.ts';

export interface Invitation {
  readonly pool: UserPool;
  readonly username: string;
  /** Made up where it is left out. */
  readonly temporaryPassword: string | undefined;
  readonly attributes: ReadonlyMap<string, string>;
  /** Undefined: nothing is sent. Empty: the number, else the address. */
  readonly mediums: readonly ('EMAIL' | 'SMS')[] | undefined;
  readonly forceAliasCreation: boolean;
  readonly validationData: JsonObject | undefined;
  readonly clientMetadata: JsonObject | undefined;
}

/**
 * Makes a user with a temporary password and tells it to him.
 *
 * @throws AwsError UsernameExistsException, AliasExistsException, InvalidParameterException, InvalidPasswordException; what
 * the triggers throw
 */
export async function invite(room: Room, invitation: Invitation): Promise<User> {
  const { pool, username, forceAliasCreation, clientMetadata } = invitation;
  const attributes = withSignInName(pool, username, invitation.attributes);
  assertAttributes(pool, attributes);
  const contacts = contactsOf(attributes, invitation.mediums);
  if (room.users.find(pool, username) !== undefined) throw refusal('username-taken');
  const identity = room.users.newIdentity(pool, username);
  const password = invitation.temporaryPassword ?? createTemporaryPassword(pool.passwordPolicy);
  const prepared = await room.passwords.prepare(pool, identity, password);
  const occasion = { pool, clientId: undefined, userName: identity.username };
  await askPreSignUp(room, occasion, 'PreSignUp_AdminCreateUser', { ...invitation, attributes });
  const user = room.database.transaction(() => {
    const known = { sub: identity.sub, attributes };
    if (forceAliasCreation) for (const each of ['email', 'phone_number'] as const) takeAlias(room, pool, known, each);
    const made = room.users.create(pool, identity, attributes, 'FORCE_CHANGE_PASSWORD');
    room.passwords.put(pool, made, prepared, { temporary: true });
    return made;
  });
  await send(room, pool, user, contacts, password, clientMetadata);
  return user;
}

/**
 * Invites a user again who has not come yet, with a new temporary password and its full time.
 *
 * @throws AwsError UserNotFoundException; UnsupportedUserStateException for one who has chosen a password
 */
export async function inviteAgain(room: Room, invitation: Invitation): Promise<User> {
  const { pool, username, temporaryPassword, mediums, clientMetadata } = invitation;
  const user = room.users.get(pool, username);
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new AwsError('UnsupportedUserStateException', `Resend not possible. User status is ${user.status}`);
  }
  const contacts = contactsOf(user.attributes, mediums);
  const password = temporaryPassword ?? createTemporaryPassword(pool.passwordPolicy);
  const prepared = await room.passwords.prepare(pool, user, password);
  room.passwords.put(pool, user, prepared, { temporary: true });
  await send(room, pool, user, contacts, password, clientMetadata);
  return user;
}

async function send(
  room: Room,
  pool: UserPool,
  user: User,
  contacts: readonly Contact[],
  code: string,
  clientMetadata: JsonObject | undefined,
): Promise<void> {
  for (const contact of contacts) {
    const reason = 'CustomMessage_AdminCreateUser' as const;
    await sendMessage(room, { pool, clientId: undefined, user, reason, contact, code, clientMetadata });
  }
}

/** @throws AwsError InvalidParameterException when an invitation would reach nobody: AWS would make a user who cannot come */
function contactsOf(attributes: ReadonlyMap<string, string>, mediums: Invitation['mediums']): readonly Contact[] {
  if (mediums === undefined) return [];
  const known = (['phone_number', 'email'] as const).flatMap((attribute) => {
    const value = attributes.get(attribute);
    return value === undefined ? [] : [{ attribute, value }];
  });
  const wanted = new Set(mediums.map((medium): ContactAttribute => (medium === 'EMAIL' ? 'email' : 'phone_number')));
  const contacts = wanted.size === 0 ? known.slice(0, 1) : known.filter(({ attribute }) => wanted.has(attribute));
  if (contacts.length === 0) {
    throw invalidParameter('The user has no address or number for an invitation: MessageAction must be SUPPRESS');
  }
  return contacts;
}

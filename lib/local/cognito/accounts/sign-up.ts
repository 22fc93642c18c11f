import type { JsonObject } from '../../json.ts';
import { assertAttributes, assertRequired, assertWritable } from '../attributes.ts';
import type { Contact } from '../messages/delivery.ts';
import { sendCode } from '../messages/send-code.ts';
import { invalidParameter, refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { User } from '../store/users.ts';
import type { MessageReason } from '../triggers/custom-message.ts';
import { tellPostConfirmation } from '../triggers/notices.ts';
import { askPreSignUp } from '../triggers/pre-sign-up.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { withSignInName } from './sign-in-name.ts';

export interface SignUpRequest {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly username: string;
  /** Left out only where the pool lets people sign in by a code. */
  readonly password: string | undefined;
  readonly attributes: ReadonlyMap<string, string>;
  readonly validationData: JsonObject | undefined;
  readonly clientMetadata: JsonObject | undefined;
}

export interface SignedUp {
  readonly user: User;
  /** `CodeDeliveryDetails`; undefined when no code was needed or nothing is verified by the pool. */
  readonly delivery: JsonObject | undefined;
}

/**
 * Makes a user who still has to confirm an address or number, unless the pre sign-up trigger confirms him.
 *
 * @throws AwsError NotAuthorizedException where only administrators make users; UsernameExistsException,
 * InvalidParameterException, InvalidPasswordException; what the triggers throw
 */
export async function signUp(room: Room, request: SignUpRequest): Promise<SignedUp> {
  const { pool, client, username, password, clientMetadata } = request;
  if (pool.adminCreateUserOnly) throw refusal('sign-up-closed');
  assertWritable(pool, client, request.attributes.keys());
  const attributes = withSignInName(pool, username, request.attributes);
  assertAttributes(pool, attributes);
  assertRequired(pool, attributes);
  const identity = room.users.newIdentity(pool, username);
  // Who has no password must be able to come in by a code: a passkey is registered by who is in.
  if (password === undefined && !pool.firstFactors.some((factor) => factor === 'EMAIL_OTP' || factor === 'SMS_OTP'))
    throw invalidParameter('Missing required parameter Password');
  const prepared = password === undefined ? undefined : await room.passwords.prepare(pool, identity, password);
  const occasion = { pool, clientId: client.id, userName: identity.username };
  const verdict = await askPreSignUp(room, occasion, 'PreSignUp_SignUp', { ...request, attributes });
  const verified = [
    ...(verdict.autoVerifyEmail && attributes.has('email') ? [['email_verified', 'true'] as const] : []),
    ...(verdict.autoVerifyPhone && attributes.has('phone_number') ? [['phone_number_verified', 'true'] as const] : []),
  ];
  const user = room.database.transaction(() => {
    // Last, so that a taken name is judged as long and as strictly as a free one.
    assertFree(room, pool, username);
    const status = verdict.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED';
    const made = room.users.create(pool, identity, new Map([...attributes, ...verified]), status);
    if (prepared !== undefined) room.passwords.put(pool, made, prepared, { temporary: false });
    return made;
  });
  if (verdict.autoConfirmUser) {
    await tellPostConfirmation(room, occasion, 'PostConfirmation_ConfirmSignUp', user, clientMetadata);
    return { user, delivery: undefined };
  }
  return { user, delivery: await sendSignUpCode(room, { pool, client, user, clientMetadata }, 'CustomMessage_SignUp') };
}

/** @throws AwsError UsernameExistsException, in the words of the pool's kind of names */
function assertFree(room: Room, pool: UserPool, username: string): void {
  if (room.users.find(pool, username) === undefined) return;
  if (pool.usernameAttributes.length === 0) throw refusal('name-taken');
  throw refusal(username.includes('@') ? 'email-taken' : 'phone-number-taken');
}

/** Sends the code of a sign-up to the number, else to the address, as far as the pool verifies them. */
export async function sendSignUpCode(
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
    readonly clientMetadata: JsonObject | undefined;
  },
  reason: MessageReason,
): Promise<JsonObject | undefined> {
  const contact = signUpContact(pool, user);
  if (contact === undefined) return undefined;
  return sendCode(room, { pool, clientId: client.id, user, purpose: 'sign-up', reason, contact, clientMetadata });
}

const signUpContact = (pool: UserPool, user: User): Contact | undefined =>
  (['phone_number', 'email'] as const).flatMap((attribute) => {
    const value = user.attributes.get(attribute);
    return pool.autoVerified.includes(attribute) && value !== undefined ? [{ attribute, value }] : [];
  })[0];

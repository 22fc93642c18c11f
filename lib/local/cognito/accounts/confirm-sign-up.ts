import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { isFirstFactor, openSignUpSession, readSignUpSession } from '../sign-in/after-sign-up.ts';
import type { User } from '../store/users.ts';
import { tellPostConfirmation } from '../triggers/notices.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { takeAlias } from './aliases.ts';
import { spendCode } from './judge-code.ts';
import { type CodeProof, proveByCode } from './prove-by-code.ts';

export interface Confirmation extends CodeProof {
  /** Takes an address or number that is another user's name to sign in with. */
  readonly forceAliasCreation: boolean;
  /** From `SignUp`, for who wants to sign in with the code as well. */
  readonly session?: string | undefined;
  readonly clientMetadata: JsonObject | undefined;
}

/**
 * Confirms a user by the code that was sent; the address or number it went to is verified with it.
 *
 * @returns the session to sign in with, where one of the sign-up came along
 * @throws AwsError CodeMismatchException, ExpiredCodeException, TooManyFailedAttemptsException, AliasExistsException; what
 * the post confirmation trigger throws, to a user who is confirmed by then
 */
export async function confirmSignUp(room: Room, confirmation: Confirmation): Promise<string | undefined> {
  const { pool, client, forceAliasCreation, session, clientMetadata } = confirmation;
  const { user, contact } = proveByCode(room, confirmation, 'sign-up', assertUnconfirmed);
  if (session !== undefined) readSignUpSession(room, { pool, client }, session, user.sub, 'SIGN_UP');
  room.database.transaction(() => {
    if (session !== undefined) room.sessions.use(session);
    spendCode(room, pool.id, user.sub, 'sign-up');
    if (forceAliasCreation) takeAlias(room, pool, user, contact.attribute);
    room.users.setAttributes(pool, user, new Map([...user.attributes, [`${contact.attribute}_verified`, 'true']]));
    room.users.setStatus(user, 'CONFIRMED');
  });
  await announce(room, { pool, client }, user.sub, clientMetadata);
  if (session === undefined || !isFirstFactor(pool, contact)) return undefined;
  return openSignUpSession(room, { pool, client }, user, 'SIGNED_UP');
}

/** An administrator's word in place of the code; it verifies no address. */
export async function confirmByAdministrator(
  room: Room,
  pool: UserPool,
  user: User,
  clientMetadata: JsonObject | undefined,
): Promise<void> {
  assertUnconfirmed(user);
  room.database.transaction(() => {
    room.confirmationCodes.forget(pool.id, user.sub, 'sign-up');
    room.users.setStatus(user, 'CONFIRMED');
  });
  await announce(room, { pool, client: undefined }, user.sub, clientMetadata);
}

async function announce(
  room: Room,
  { pool, client }: { readonly pool: UserPool; readonly client: AppClient | undefined },
  sub: string,
  clientMetadata: JsonObject | undefined,
): Promise<void> {
  const user = room.users.findBySub(pool.id, sub);
  if (user === undefined) return;
  const occasion = { pool, clientId: client?.id, userName: user.username };
  await tellPostConfirmation(room, occasion, 'PostConfirmation_ConfirmSignUp', user, clientMetadata);
}

function assertUnconfirmed({ status }: User): void {
  if (status === 'UNCONFIRMED') return;
  throw new AwsError('NotAuthorizedException', `User cannot be confirmed. Current status is ${status}`);
}

import { AwsError } from '../../aws-service.ts';
import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { identify } from '../sign-in/identify.ts';
import type { User } from '../store/users.ts';
import { tellPostConfirmation } from '../triggers/notices.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { takeAlias } from './aliases.ts';
import { judgeCode, spendCode } from './judge-code.ts';

export interface Confirmation {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly username: string;
  readonly code: string;
  /** Takes an address or number that is another user's name to sign in with. */
  readonly forceAliasCreation: boolean;
  readonly clientMetadata: JsonObject | undefined;
}

/**
 * Confirms a user by the code that was sent; the address or number it went to is verified with it.
 *
 * @throws AwsError CodeMismatchException, ExpiredCodeException, TooManyFailedAttemptsException, AliasExistsException; what
 * the post confirmation trigger throws, to a user who is confirmed by then
 */
export async function confirmSignUp(room: Room, confirmation: Confirmation): Promise<void> {
  const { pool, client, username, code, forceAliasCreation, clientMetadata } = confirmation;
  const { user, attemptsName } = identify(room, pool, client, username, 'no-combination');
  // Whoever may not learn who exists is told of the code first.
  if (!client.preventUserExistenceErrors && user !== undefined) assertUnconfirmed(user);
  const contact = judgeCode(room, pool.id, attemptsName, 'sign-up', code);
  if (user === undefined) throw refusal('code-mismatch');
  assertUnconfirmed(user);
  if (!user.enabled) throw refusal('user-disabled');
  if (user.attributes.get(contact.attribute) !== contact.value) throw refusal('code-expired');
  room.database.transaction(() => {
    spendCode(room, pool.id, user.sub, 'sign-up');
    if (forceAliasCreation) takeAlias(room, pool, user, contact.attribute);
    room.users.setAttributes(pool, user, new Map([...user.attributes, [`${contact.attribute}_verified`, 'true']]));
    room.users.setStatus(user, 'CONFIRMED');
  });
  await announce(room, { pool, client }, user.sub, clientMetadata);
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

import type { Contact } from '../messages/delivery.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { identify } from '../sign-in/identify.ts';
import type { CodePurpose } from '../store/confirmation-codes.ts';
import type { User } from '../store/users.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { judgeCode } from './judge-code.ts';

/** A code that came back, and whose it is said to be. */
export interface CodeProof {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly username: string;
  readonly code: string;
}

/**
 * Whom a code proves, and where it was sent. The code stays until it is spent.
 *
 * @param assertFits refuses a user for whom there is nothing to prove; whoever may not learn who exists is told of the code
 * first
 * @throws AwsError what `judgeCode` throws, for a name that nobody bears as well; NotAuthorizedException for a user who is
 * disabled; ExpiredCodeException for a code that went to an address or number that is the user's no more
 */
export function proveByCode(
  room: Room,
  { pool, client, username, code }: CodeProof,
  purpose: CodePurpose,
  assertFits: (user: User) => void = () => {},
): { readonly user: User; readonly contact: Contact } {
  const { user, attemptsName } = identify(room, pool, client, username, 'no-combination');
  if (!client.preventUserExistenceErrors && user !== undefined) assertFits(user);
  const contact = judgeCode(room, pool.id, attemptsName, purpose, code);
  if (user === undefined) throw refusal('code-mismatch');
  assertFits(user);
  if (!user.enabled) throw refusal('user-disabled');
  if (user.attributes.get(contact.attribute) !== contact.value) throw refusal('code-expired');
  return { user, contact };
}

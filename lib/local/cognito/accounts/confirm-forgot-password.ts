import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { identify } from '../sign-in/identify.ts';
import { tellPostConfirmation } from '../triggers/notices.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { judgeCode, spendCode } from './judge-code.ts';

export interface Reset {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly username: string;
  readonly code: string;
  readonly password: string;
  readonly clientMetadata: JsonObject | undefined;
}

/**
 * Sets a new password by the code that was sent. A password that breaks the policy may be followed by a better one; the
 * code is spent with the one that is taken.
 *
 * @throws AwsError CodeMismatchException, ExpiredCodeException, LimitExceededException, InvalidPasswordException; what the
 * post confirmation trigger throws
 */
export async function confirmForgotPassword(room: Room, reset: Reset): Promise<void> {
  const { pool, client, username, code, password, clientMetadata } = reset;
  const { user, attemptsName } = identify(room, pool, client, username, 'no-combination');
  const contact = judgeCode(room, pool.id, attemptsName, 'forgot-password', code);
  if (user === undefined) throw refusal('code-mismatch');
  if (!user.enabled) throw refusal('user-disabled');
  if (user.attributes.get(contact.attribute) !== contact.value) throw refusal('code-expired');
  const prepared = await room.passwords.prepare(pool, user, password);
  room.database.transaction(() => {
    spendCode(room, pool.id, user.sub, 'forgot-password');
    room.passwords.put(pool, user, prepared, { temporary: false });
    room.users.setStatus(user, 'CONFIRMED');
    room.failedAttempts.forget(pool.id, user.sub);
  });
  const confirmed = room.users.findBySub(pool.id, user.sub);
  if (confirmed === undefined) return;
  const occasion = { pool, clientId: client.id, userName: user.username };
  await tellPostConfirmation(room, occasion, 'PostConfirmation_ConfirmForgotPassword', confirmed, clientMetadata);
}

import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import { tellPostConfirmation } from '../triggers/notices.ts';
import { spendCode } from './judge-code.ts';
import { type CodeProof, proveByCode } from './prove-by-code.ts';

export interface Reset extends CodeProof {
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
  const { pool, client, password, clientMetadata } = reset;
  const { user } = proveByCode(room, reset, 'forgot-password');
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

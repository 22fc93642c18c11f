import type { JsonObject } from '../../json.ts';
import { pretendToSend } from '../messages/pretend-to-send.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { identify } from '../sign-in/identify.ts';
import type { AppClient, UserPool } from '../user-pool.ts';
import { atLeast } from './at-least.ts';
import { sendSignUpCode } from './sign-up.ts';

/**
 * Sends the code of a sign-up again; the one before is void. Where the client must not learn who exists, names that nobody
 * bears and users who are confirmed are answered alike.
 */
export const resendConfirmationCode = (
  room: Room,
  request: {
    readonly pool: UserPool;
    readonly client: AppClient;
    readonly username: string;
    readonly clientMetadata: JsonObject | undefined;
  },
): Promise<JsonObject> =>
  atLeast(room, request.client, async () => {
    const { pool, client, username, clientMetadata } = request;
    const { user, attemptsName } = identify(room, pool, client, username, 'no-combination');
    if (user?.status === 'UNCONFIRMED' && user.enabled) {
      const sent = await sendSignUpCode(room, { pool, client, user, clientMetadata }, 'CustomMessage_ResendCode');
      if (sent !== undefined) return sent;
    }
    if (client.preventUserExistenceErrors) return pretendToSend(room, pool, attemptsName, username, 'sign-up');
    if (user?.status !== 'UNCONFIRMED') throw refusal('already-confirmed');
    throw refusal(user.enabled ? 'no-recovery-contact' : 'user-disabled');
  });

import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { poolNameOf } from '../store/passwords.ts';
import type { Answer } from './answer.ts';
import { claimedDevice } from './claimed-device.ts';
import { customStep } from './custom-step.ts';
import { proceed } from './proceed.ts';
import { isRightProof, takeSrpProof } from './srp-proof.ts';

/**
 * The signature that proves knowledge of the password. A wrong one ends the exchange; after a right one from a device that
 * does not exist, the client may answer once more without it, as amazon-cognito-identity-js does.
 */
export async function answerPasswordVerifier(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, clientMetadata } = answer;
  const { challenge, attemptsName, username, deviceKey } = session;
  if (challenge.name !== 'PASSWORD_VERIFIER') throw refusal('session-unknown');
  const proof = takeSrpProof(answer);
  const user = session.sub === undefined ? undefined : room.users.findBySub(pool.id, session.sub);
  const isRight = isRightProof(proof, challenge, { token, identity: { poolName: poolNameOf(pool), userId: username } });
  if (isRight && user !== undefined) claimedDevice(room, pool, user, deviceKey);
  room.sessions.use(token);
  if (!isRight || user === undefined) {
    room.failedAttempts.record(pool.id, attemptsName);
    throw refusal('wrong-password');
  }
  if (session.custom !== undefined) {
    const results = [...session.custom, { challengeName: 'PASSWORD_VERIFIER', challengeResult: true }];
    const identity = { user, username, attemptsName };
    return customStep(room, { pool, client, identity, results, deviceKey, clientMetadata });
  }
  return proceed(room, {
    ...{ pool, client, user, attemptsName, deviceKey, clientMetadata },
    ...{ newPassword: false, secondFactor: false },
  });
}

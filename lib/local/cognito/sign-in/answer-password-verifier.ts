import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { isSrpProof } from '../secrets/srp.ts';
import { poolNameOf } from '../store/passwords.ts';
import type { Answer } from './answer.ts';
import { customStep } from './custom-step.ts';
import { takeParameters } from './parameters.ts';
import { proceed } from './proceed.ts';

/** The signature that proves knowledge of the password. Right or wrong, the exchange is over. */
export async function answerPasswordVerifier(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  const { PASSWORD_CLAIM_SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE, TIMESTAMP } = takeParameters(responses, {
    required: ['USERNAME', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP'],
    optional: ['SECRET_HASH'],
  });
  room.sessions.use(token);
  const user = session.sub === undefined ? undefined : room.users.findBySub(pool.id, session.sub);
  const { challenge, attemptsName, username } = session;
  const isRight =
    challenge.name === 'PASSWORD_VERIFIER' &&
    PASSWORD_CLAIM_SECRET_BLOCK === token &&
    isTimestamp(TIMESTAMP) &&
    isSrpProof(
      {
        secretBlock: Buffer.from(token, 'base64'),
        timestamp: TIMESTAMP,
        signature: Buffer.from(PASSWORD_CLAIM_SIGNATURE, 'base64'),
      },
      {
        clientPublic: Buffer.from(challenge.clientPublic, 'base64url'),
        serverPublic: Buffer.from(challenge.serverPublic, 'base64url'),
        secret: Buffer.from(challenge.serverSecret, 'base64url'),
        verifier: Buffer.from(challenge.verifier, 'base64url'),
      },
      { poolName: poolNameOf(pool), userId: username },
    );
  if (!isRight || user === undefined) {
    room.failedAttempts.record(pool.id, attemptsName);
    throw refusal('wrong-password');
  }
  if (session.custom !== undefined) {
    const proof = { challengeName: 'PASSWORD_VERIFIER', challengeResult: true };
    const results = [...session.custom, proof];
    return customStep(room, { pool, client, identity: { user, username, attemptsName }, results, clientMetadata });
  }
  return proceed(room, {
    ...{ pool, client, user, attemptsName, clientMetadata },
    ...{ newPassword: false, secondFactor: false },
  });
}

/** `Tue Sep 1 10:00:00 UTC 2026`. It is signed; its age is that of the session. */
const isTimestamp = (text: string): boolean =>
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/.test(text);

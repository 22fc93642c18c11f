import type { JsonObject } from '../../json.ts';
import { refusal } from '../refusals.ts';
import type { Room } from '../room.ts';
import { verifyAuthChallengeResponse } from '../triggers/custom-challenge.ts';
import type { Answer } from './answer.ts';
import { customStep } from './custom-step.ts';
import { takeParameters } from './parameters.ts';

/** The answer to a challenge of the pool's own functions. A wrong one counts; the functions say whether there is another. */
export async function answerCustomChallenge(room: Room, answer: Answer): Promise<JsonObject> {
  const { pool, client, session, token, responses, clientMetadata } = answer;
  const { ANSWER } = takeParameters(responses, { required: ['USERNAME', 'ANSWER'], optional: ['SECRET_HASH'] });
  const { challenge, sub, username, attemptsName, custom } = session;
  if (challenge.name !== 'CUSTOM_CHALLENGE' || custom === undefined) throw refusal('session-unknown');
  room.sessions.use(token);
  const user = sub === undefined ? undefined : room.users.findBySub(pool.id, sub);
  if (sub !== undefined && user === undefined) throw refusal('session-unknown');
  const occasion = { pool, clientId: client.id, userName: username };
  const signIn = { occasion, user, results: custom, clientMetadata };
  const correct = await room.failedAttempts.inTurn(pool.id, attemptsName, async () => {
    const verdict = await verifyAuthChallengeResponse(room, signIn, ANSWER, challenge.hidden);
    if (verdict === undefined) throw refusal('no-custom-auth');
    if (verdict.answerCorrect !== true) room.failedAttempts.record(pool.id, attemptsName);
    return verdict.answerCorrect === true;
  });
  const result = { challengeName: 'CUSTOM_CHALLENGE', challengeResult: correct, challengeMetadata: challenge.note };
  return customStep(room, {
    ...{ pool, client, identity: { user, username, attemptsName }, deviceKey: session.deviceKey, clientMetadata },
    results: [...custom, result],
  });
}

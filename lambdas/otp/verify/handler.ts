import { answerChallenge, handle, reply } from '../../../lib/handler/index.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { challengeStore } from '../challenge-store.ts';
import { peppers } from '../peppers.ts';
import { verifyOneTimeCode } from './contract.ts';

export const handler = handle(verifyOneTimeCode, async ({ path, body, principal, signal, refuse }) => {
  const answered = await answerChallenge(
    { challengeId: path.challengeId, code: body.code, subject: principal.subject },
    { store: challengeStore(signal), peppers, nowSeconds: nowInSeconds() },
  );
  if (answered === undefined) throw refuse('code-refused');
  const { token, expiresAtSeconds } = answered;
  return reply(200, { proof: token, expiresAt: new Date(expiresAtSeconds * 1_000).toISOString() });
});

import { headers } from '../../../lib/contract/index.ts';
import { createChallenge, handle, Problem, reply } from '../../../lib/handler/index.ts';
import { maskDestination } from '../../delivery/mask-destination.ts';
import { sendMessage } from '../../delivery/send-message.ts';
import { verifiedDestination } from '../../delivery/verified-destination.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { putChallenge } from '../challenge-store.ts';
import { payeeOccasion, transferOccasion } from '../occasions.ts';
import { peppers } from '../peppers.ts';
import { takeSend } from '../take-send.ts';
import { toWording } from '../wording.ts';
import { requestOneTimeCode } from './contract.ts';

/** By then a place of the destination is free, unless somebody else takes it. */
const tooManyMessages = (retryAfterSeconds: number) =>
  new Problem('too-many-requests', [], { headers: { [headers.retryAfter]: String(retryAfterSeconds) } });

export const handler = handle(requestOneTimeCode, async ({ body, principal: { subject }, signal, refuse }) => {
  const destination = await verifiedDestination(subject, body.channel, signal);
  if (destination === undefined) throw refuse('no-verified-destination');
  const { newest: pepper } = await peppers();
  const nowSeconds = nowInSeconds();
  const retryAfterSeconds = await takeSend(destination, { pepper: pepper.key, nowSeconds }, signal);
  if (retryAfterSeconds !== undefined) throw tooManyMessages(retryAfterSeconds);
  const occasion =
    body.purpose === 'transfer'
      ? transferOccasion(subject, body.transaction)
      : payeeOccasion(subject, body.transaction);
  const { record, code } = createChallenge(occasion, { pepper, nowSeconds });
  await putChallenge(record, signal);
  await sendMessage(body.channel, { to: destination, ...toWording(body, code) }, signal);
  return reply(202, {
    challengeId: record.challengeId,
    expiresAt: new Date(record.expiresAtSeconds * 1_000).toISOString(),
    maskedDestination: maskDestination(destination),
  });
});

import { handle, reply } from '../../../lib/handler/index.ts';
import { toInstant } from '../../issued/issued-view.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { toView } from '../key-view.ts';
import { rotateKey } from '../rotate-key.ts';
import { rotateApiKey } from './contract.ts';

export const handler = handle(rotateApiKey, async ({ path, body, principal, signal, refuse }) => {
  const nowSeconds = nowInSeconds();
  const outcome = await rotateKey(path.keyId, body.graceSeconds, { by: principal.subject, nowSeconds }, signal);
  if ('refused' in outcome) throw refuse(outcome.refused);
  const { key, facts, predecessorExpiresAtSeconds } = outcome;
  return reply(201, {
    ...toView(facts, nowSeconds),
    apiKey: key,
    predecessorExpiresAt: toInstant(predecessorExpiresAtSeconds),
  });
});

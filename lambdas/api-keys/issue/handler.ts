import { handle, reply } from '../../../lib/handler/index.ts';
import { faultsOfBlocks } from '../../issued/faults-of-blocks.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { issueKey } from '../issue-key.ts';
import { toView } from '../key-view.ts';
import { issueApiKey } from './contract.ts';

export const handler = handle(issueApiKey, async ({ body, principal, signal, refuse }) => {
  const faults = faultsOfBlocks(body.allowedCidrs ?? []);
  if (faults.length > 0) throw refuse('invalid-request', faults);
  const nowSeconds = nowInSeconds();
  const { key, facts } = await issueKey(body, { by: principal.subject, nowSeconds }, signal);
  return reply(201, { ...toView(facts, nowSeconds), apiKey: key });
});

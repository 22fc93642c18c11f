import { handle, reply } from '../../../lib/handler/index.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { revokeKey } from '../revoke-key.ts';
import { revokeApiKey } from './contract.ts';

export const handler = handle(revokeApiKey, async ({ path, principal, signal, refuse }) => {
  const revoked = await revokeKey(path.keyId, { by: principal.subject, nowSeconds: nowInSeconds() }, signal);
  if (!revoked) throw refuse('not-found');
  return reply(204, null);
});

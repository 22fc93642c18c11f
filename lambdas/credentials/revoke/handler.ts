import { handle, reply } from '../../../lib/handler/index.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { fromPublicId } from '../credential-item.ts';
import { revokeCredential as revoke } from '../revoke-credential.ts';
import { revokeCredential } from './contract.ts';

export const handler = handle(revokeCredential, async ({ path, principal, signal, refuse }) => {
  const act = { by: principal.subject, nowSeconds: nowInSeconds() };
  if (!(await revoke(fromPublicId(path.credentialId), act, signal))) throw refuse('not-found');
  return reply(204, null);
});

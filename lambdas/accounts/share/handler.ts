import { handle, reply } from '../../../lib/handler/index.ts';
import { loadStanding } from '../../ledger/load.ts';
import { addReader } from '../readers.ts';
import { shareAccount } from './contract.ts';

export const handler = handle(shareAccount, async ({ path, principal, signal, refuse }) => {
  principal.open(await loadStanding(path.accountId, signal));
  const added = await addReader(path.accountId, principal.subject, path.customerId, signal);
  if (!added) throw refuse('too-many-readers');
  return reply(204, null);
});

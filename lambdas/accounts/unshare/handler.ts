import { handle, reply } from '../../../lib/handler/index.ts';
import { loadStanding } from '../../ledger/load.ts';
import { removeReader } from '../readers.ts';
import { unshareAccount } from './contract.ts';

export const handler = handle(unshareAccount, async ({ path, principal, signal }) => {
  principal.open(await loadStanding(path.accountId, signal));
  await removeReader(path.accountId, principal.subject, path.customerId, signal);
  return reply(204, null);
});

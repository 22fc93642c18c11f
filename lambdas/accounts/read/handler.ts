import { handle, reply, withVersion } from '../../../lib/handler/index.ts';
import { loadStanding } from '../../ledger/load.ts';
import { readAccount } from './contract.ts';

export const handler = handle(readAccount, async ({ path, principal, signal }) => {
  const { account, version } = principal.open(await loadStanding(path.accountId, signal), 'read');
  return withVersion(version, reply(200, account));
});

import { handle, reply, withVersion } from '../../../lib/handler/index.ts';
import { loadStanding } from '../../ledger/load.ts';
import { giveName } from '../give-name.ts';
import { renameAccount } from './contract.ts';

export const handler = handle(renameAccount, async ({ path, body, principal, expectedVersion, signal, refuse }) => {
  const { account } = principal.open(await loadStanding(path.accountId, signal));
  const renamed = await giveName(account.accountId, principal.subject, body.name, expectedVersion, signal);
  if (renamed === undefined) throw refuse('precondition-failed');
  return withVersion(renamed.version, reply(200, renamed.account));
});

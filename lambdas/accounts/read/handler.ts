import { handle, reply } from '../../../lib/handler/index.ts';
import { loadAccount } from '../../ledger/load.ts';
import { readAccount } from './contract.ts';

export const handler = handle(readAccount, async ({ path, principal, signal }) =>
  reply(200, principal.open(await loadAccount(path.accountId, signal), 'read')),
);

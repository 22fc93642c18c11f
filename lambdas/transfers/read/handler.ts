import { handle, reply } from '../../../lib/handler/index.ts';
import { loadTransfer } from '../../ledger/load.ts';
import { readTransfer } from './contract.ts';

export const handler = handle(readTransfer, async ({ path, principal, signal }) =>
  reply(200, principal.open(await loadTransfer(path.transferId, signal))),
);

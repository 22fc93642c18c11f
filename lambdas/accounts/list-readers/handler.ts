import { handle, reply } from '../../../lib/handler/index.ts';
import { loadStanding } from '../../ledger/load.ts';
import { listReaders } from './contract.ts';

/** A reader is not told of the others: the list opens like a change. */
export const handler = handle(listReaders, async ({ path, principal, signal }) => {
  const { readers } = principal.open(await loadStanding(path.accountId, signal));
  return reply(200, { items: readers.map((customerId) => ({ customerId })) });
});

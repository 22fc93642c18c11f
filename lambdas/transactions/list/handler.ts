import { handle, reply } from '../../../lib/handler/index.ts';
import { toEntry } from '../../ledger/items.ts';
import { entriesOf } from '../../ledger/listings.ts';
import { loadAccount } from '../../ledger/load.ts';
import { loadPage } from '../../load-page.ts';
import { listTransactions } from './contract.ts';

export const handler = handle(listTransactions, async ({ path, query, principal, signal, refuse }) => {
  const { accountId } = principal.open(await loadAccount(path.accountId, signal), 'read');
  const page = await loadPage(entriesOf(accountId), query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  return reply(200, { ...page, items: page.items.map(toEntry) });
});

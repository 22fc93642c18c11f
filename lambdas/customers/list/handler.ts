import { handle, reply } from '../../../lib/handler/index.ts';
import { toCustomer } from '../../ledger/items.ts';
import { allCustomers } from '../../ledger/listings.ts';
import { loadPage } from '../../load-page.ts';
import { listCustomers } from './contract.ts';

export const handler = handle(listCustomers, async ({ query, signal, refuse }) => {
  const page = await loadPage(allCustomers, query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  return reply(200, { ...page, items: page.items.map(toCustomer) });
});

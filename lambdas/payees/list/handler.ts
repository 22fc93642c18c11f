import { handle, reply } from '../../../lib/handler/index.ts';
import { loadPage } from '../../load-page.ts';
import { toPayee } from '../payee-item.ts';
import { payeesOf } from '../payees-of.ts';
import { listPayees } from './contract.ts';

export const handler = handle(listPayees, async ({ query, principal, signal, refuse }) => {
  const page = await loadPage(payeesOf(principal.subject), query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  return reply(200, { ...page, items: page.items.map(toPayee) });
});

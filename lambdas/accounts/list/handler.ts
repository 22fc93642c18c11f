import { handle, reply } from '../../../lib/handler/index.ts';
import { toAccount } from '../../ledger/items.ts';
import { accountsOf } from '../../ledger/listings.ts';
import { loadPage } from '../../load-page.ts';
import { listAccounts } from './contract.ts';

export const handler = handle(listAccounts, async ({ principal, signal }) => {
  const page = await loadPage(accountsOf(principal.subject), {}, signal);
  return reply(200, { items: page?.items.map(toAccount) ?? [] });
});

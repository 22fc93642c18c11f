import { handle, reply } from '../../../lib/handler/index.ts';
import { listingOf } from '../../issued/issued-list.ts';
import { loadPage } from '../../load-page.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { toCredentialFacts } from '../credential-item.ts';
import { toView } from '../credential-view.ts';
import { credentialList } from '../table.ts';
import { listCredentials } from './contract.ts';

export const handler = handle(listCredentials, async ({ query, signal, refuse }) => {
  const page = await loadPage(listingOf(credentialList), query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  const nowSeconds = nowInSeconds();
  return reply(200, { ...page, items: page.items.map((item) => toView(toCredentialFacts(item), nowSeconds)) });
});

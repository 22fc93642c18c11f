import { handle, reply } from '../../../lib/handler/index.ts';
import { listingOf } from '../../issued/issued-list.ts';
import { loadPage } from '../../load-page.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { toKeyFacts } from '../key-item.ts';
import { toView } from '../key-view.ts';
import { keyList } from '../table.ts';
import { listApiKeys } from './contract.ts';

export const handler = handle(listApiKeys, async ({ query, signal, refuse }) => {
  const page = await loadPage(listingOf(keyList), query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  const nowSeconds = nowInSeconds();
  return reply(200, { ...page, items: page.items.map((item) => toView(toKeyFacts(item), nowSeconds)) });
});

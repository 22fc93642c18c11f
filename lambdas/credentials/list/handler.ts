import { handle, reply } from '../../../lib/handler/index.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { toView } from '../credential-view.ts';
import { listCredentials as load } from '../list-credentials.ts';
import { listCredentials } from './contract.ts';

export const handler = handle(listCredentials, async ({ query, signal, refuse }) => {
  const page = await load(query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  const nowSeconds = nowInSeconds();
  return reply(200, { ...page, items: page.items.map((facts) => toView(facts, nowSeconds)) });
});

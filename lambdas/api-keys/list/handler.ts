import { handle, reply } from '../../../lib/handler/index.ts';
import { nowInSeconds } from '../../now-in-seconds.ts';
import { toView } from '../key-view.ts';
import { listKeys } from '../list-keys.ts';
import { listApiKeys } from './contract.ts';

export const handler = handle(listApiKeys, async ({ query, signal, refuse }) => {
  const page = await listKeys(query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  const nowSeconds = nowInSeconds();
  return reply(200, { ...page, items: page.items.map((facts) => toView(facts, nowSeconds)) });
});

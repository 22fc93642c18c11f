import { handle, reply } from '../../../lib/handler/index.ts';
import { listPayees as list } from '../list-payees.ts';
import { listPayees } from './contract.ts';

export const handler = handle(listPayees, async ({ query, principal, signal, refuse }) => {
  const page = await list(principal.subject, query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  return reply(200, { ...page, items: [...page.items] });
});

import { handle, reply } from '../../../lib/handler/index.ts';
import { listUsers as list } from '../list-users.ts';
import { listUsers } from './contract.ts';

export const handler = handle(listUsers, async ({ query, signal, refuse }) => {
  if (query.email !== undefined && query.status !== undefined) {
    throw refuse('invalid-request', [{ pointer: '/query/status', detail: 'is not searched for together with email' }]);
  }
  const page = await list(query, signal);
  if (page === undefined) throw refuse('invalid-cursor');
  return reply(200, { ...page, items: [...page.items] });
});

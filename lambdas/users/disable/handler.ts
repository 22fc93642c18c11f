import { handle, reply } from '../../../lib/handler/index.ts';
import { disable } from '../enabling.ts';
import { disableUser } from './contract.ts';

export const handler = handle(disableUser, async ({ path, principal, signal, refuse }) => {
  if (path.userId === principal.subject) throw refuse('own-user');
  if (!(await disable(path.userId, signal))) throw refuse('not-found');
  return reply(204, null);
});

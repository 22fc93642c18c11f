import { handle, reply } from '../../../lib/handler/index.ts';
import { enable } from '../enabling.ts';
import { enableUser } from './contract.ts';

export const handler = handle(enableUser, async ({ path, signal, refuse }) => {
  if (!(await enable(path.userId, signal))) throw refuse('not-found');
  return reply(204, null);
});

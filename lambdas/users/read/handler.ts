import { handle, reply } from '../../../lib/handler/index.ts';
import { loadUser } from '../load-user.ts';
import { rolesOf } from '../roles-of.ts';
import { toSummary } from '../user-view.ts';
import { readUser } from './contract.ts';

export const handler = handle(readUser, async ({ path, signal, refuse }) => {
  const user = await loadUser(path.userId, signal);
  if (user === undefined) throw refuse('not-found');
  return reply(200, { ...toSummary(user), roles: [...(await rolesOf(path.userId, signal))] });
});

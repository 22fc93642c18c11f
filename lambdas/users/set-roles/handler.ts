import { handle, reply } from '../../../lib/handler/index.ts';
import { setRoles } from '../set-roles.ts';
import { setUserRoles } from './contract.ts';

export const handler = handle(setUserRoles, async ({ path, body, principal, signal, refuse }) => {
  if (path.userId === principal.subject) throw refuse('own-user');
  if (!(await setRoles(path.userId, body.roles, signal))) throw refuse('not-found');
  return reply(204, null);
});

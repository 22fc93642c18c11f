import { handle, reply } from '../../../lib/handler/index.ts';
import { inviteUser } from '../invite-user.ts';
import { toSummary } from '../user-view.ts';
import { createUser } from './contract.ts';

export const handler = handle(createUser, async ({ body, signal, refuse }) => {
  const user = await inviteUser(body, signal);
  if (user === undefined) throw refuse('user-exists');
  const summary = toSummary(user);
  return reply(201, { ...summary, roles: [...new Set(body.roles)] }, { Location: `/users/${summary.userId}` });
});

import { handle, reply } from '../../../lib/handler/index.ts';
import { resetPassword } from '../reset-password.ts';
import { resetUserPassword } from './contract.ts';

export const handler = handle(resetUserPassword, async ({ path, signal, refuse }) => {
  const outcome = await resetPassword(path.userId, signal);
  if (outcome !== 'done') throw refuse(outcome.refused);
  return reply(204, null);
});

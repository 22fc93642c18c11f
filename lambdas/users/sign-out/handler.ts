import { handle, reply } from '../../../lib/handler/index.ts';
import { signOutEverywhere } from '../sign-out-everywhere.ts';
import { signOutUser } from './contract.ts';

export const handler = handle(signOutUser, async ({ path, signal, refuse }) => {
  if (!(await signOutEverywhere(path.userId, signal))) throw refuse('not-found');
  return reply(204, null);
});

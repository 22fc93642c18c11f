import { handle, reply } from '../../../lib/handler/index.ts';
import { signOut } from '../../sessions/sign-out.ts';
import { signOutEverywhere } from '../../users/sign-out-everywhere.ts';
import { signOutMe } from './contract.ts';

export const handler = handle(signOutMe, async ({ principal: { subject }, signal }) => {
  await signOut(subject, Date.now() / 1_000, signal);
  await signOutEverywhere(subject, signal);
  return reply(204, null);
});

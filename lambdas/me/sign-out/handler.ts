import { handle, reply } from '../../../lib/handler/index.ts';
import { signOutEverywhere } from '../../users/sign-out-everywhere.ts';
import { signOutMe } from './contract.ts';

export const handler = handle(signOutMe, async ({ principal: { subject }, signal }) => {
  await signOutEverywhere(subject, signal);
  return reply(204, null);
});

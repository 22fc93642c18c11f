import { handle, reply } from '../../../lib/handler/index.ts';
import { toAccountId } from '../payee-item.ts';
import { removePayee as remove } from '../remove-payee.ts';
import { removePayee } from './contract.ts';

export const handler = handle(removePayee, async ({ path, principal, signal, refuse }) => {
  if (!(await remove(principal.subject, toAccountId(path.payeeId), signal))) throw refuse('not-found');
  return reply(204, null);
});

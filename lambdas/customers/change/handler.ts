import { handle, reply, withVersion } from '../../../lib/handler/index.ts';
import { changeCustomer as change } from '../change-customer.ts';
import { loadCustomer } from '../load-customer.ts';
import { toOwnView } from '../own-view.ts';
import { changeCustomer } from './contract.ts';

export const handler = handle(
  changeCustomer,
  async ({ path, body, principal, view, expectedVersion, signal, refuse }) => {
    const standing = principal.open(await loadCustomer(path.customerId, signal));
    const changed = await change(standing.file.customerId, body, expectedVersion, signal);
    if (changed === undefined) throw refuse('precondition-failed');
    return withVersion(changed.version, reply(200, view === 'operator' ? changed.file : toOwnView(changed.file)));
  },
);

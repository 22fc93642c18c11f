import { handle, reply, withVersion } from '../../../lib/handler/index.ts';
import { loadCustomer } from '../load-customer.ts';
import { toOwnView } from '../own-view.ts';
import { readCustomer } from './contract.ts';

export const handler = handle(readCustomer, async ({ path, principal, view, signal }) => {
  const { file, version } = principal.open(await loadCustomer(path.customerId, signal), 'read');
  return withVersion(version, reply(200, view === 'operator' ? file : toOwnView(file)));
});

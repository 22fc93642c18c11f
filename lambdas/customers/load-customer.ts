import { type Right, type Sealed, seal } from '../../lib/handler/index.ts';
import { type Item, text } from '../ledger/attributes.ts';
import { toCustomer, versionOf } from '../ledger/items.ts';
import { customerKey } from '../ledger/keys.ts';
import { loadItem } from '../ledger/load.ts';
import type { CustomerFile } from '../schemas.ts';

/** All that the bank has on file of a customer, and which version of it. */
export interface StandingCustomer {
  readonly file: CustomerFile;
  readonly version: number;
}

/** Operators keep the files of all customers. */
const staff: ReadonlyMap<string, Right> = new Map([['operator', 'write']]);

/** The file of a customer, sealed for that customer and for the operators. */
export async function loadCustomer(
  customerId: string,
  signal: AbortSignal,
): Promise<Sealed<StandingCustomer> | undefined> {
  const item = await loadItem(customerKey(customerId), signal);
  return item && seal({ owners: customerId, roles: staff }, toStandingCustomer(item));
}

export const toStandingCustomer = (item: Item): StandingCustomer => ({
  file: { ...toCustomer(item), ...optional(item, 'name'), ...optional(item, 'note') },
  version: versionOf(item),
});

const optional = <const Name extends string>(item: Item, name: Name): { readonly [Key in Name]?: string } =>
  // The one key of the object is the name.
  item[name] === undefined ? {} : ({ [name]: text(item, name) } as { readonly [Key in Name]: string });

import * as z from 'zod';
import { type IpAddress, networkOf, parseIpAddress } from '../engine/ip-address.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import { beyond, quotas } from '../quotas.ts';
import { resourceProperties } from './resource-properties.ts';

export type IpSetProperties = z.infer<typeof ipSetProperties>;
export const ipSetProperties = z.strictObject({
  ...resourceProperties,
  IPAddressVersion: z.enum(['IPV4', 'IPV6']),
  Addresses: z.array(z.string()).max(quotas.addressesOfIpSet.most, beyond('addressesOfIpSet')),
});

/** Whether the set holds the address. */
export type IpSet = (address: IpAddress) => boolean;

/** @throws FirewallRefusal for what is not a CIDR range of the set's own version, and for `/0`, as AWS refuses it */
export function compileIpSet({ Addresses, IPAddressVersion }: IpSetProperties): IpSet {
  const bits = IPAddressVersion === 'IPV4' ? 32 : 128;
  const networksByPrefix = new Map<number, Set<bigint>>();
  for (const [index, written] of Addresses.entries()) {
    const { address, prefix } = parseRange(written, bits, joinPath('Addresses', index));
    const networks = networksByPrefix.get(prefix) ?? new Set();
    networksByPrefix.set(prefix, networks.add(networkOf(address, prefix)));
  }
  // One look-up for each prefix length in use, however many ranges there are.
  return (address) =>
    address.bits === bits &&
    [...networksByPrefix].some(([prefix, networks]) => networks.has(networkOf(address, prefix)));
}

/** @throws FirewallRefusal for what is no range of the width */
export function parseRange(written: string, bits: 32 | 128, path: string) {
  const [text = '', length = '', ...rest] = written.split('/');
  const address = parseIpAddress(text);
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (rest.length > 0 || address?.bits !== bits || !(prefix >= 1 && prefix <= bits)) {
    throw new FirewallRefusal(path, `must be a CIDR range of IPv${bits === 32 ? 4 : 6} with a prefix of 1 to ${bits}`);
  }
  return { address, prefix };
}

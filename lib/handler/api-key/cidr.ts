import { isIP } from 'node:net';

/** A block of addresses. */
export interface AddressBlock {
  readonly network: string;
  /** Leading bits that an address shares with the network. */
  readonly length: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** @returns undefined for a text that is no block in CIDR notation, `198.51.100.0/24` or `2001:db8::/32`. */
export function parseCidr(text: string): AddressBlock | undefined {
  const [network = '', length = '', ...rest] = text.split('/');
  const [family, bits] = isIP(network) === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
  if (isIP(network) === 0 || rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  return Number(length) <= bits ? { network, length: Number(length), family } : undefined;
}

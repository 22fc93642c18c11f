import { BlockList, isIP } from 'node:net';

/** What is kept of an issued key. */
export interface ApiKeyRecord {
  /** See hashApiKey(). */
  readonly hash: string;
  readonly status: 'active' | 'revoked';
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Seconds since 1970; the key is refused from then on. */
  readonly expiresAtSeconds: number;
  /** Address blocks that the key may be used from, `198.51.100.0/24` or `2001:db8::/32`; none given, everywhere. */
  readonly allowedCidrs: readonly string[];
  /** HTTP methods that the key may be used with; none given, all. */
  readonly allowedMethods: readonly string[];
}

/** Only an active key that has not expired; what is not a number has expired. */
export const isUsable = (
  { status, expiresAtSeconds }: Pick<ApiKeyRecord, 'status' | 'expiresAtSeconds'>,
  nowSeconds: number,
): boolean => status === 'active' && nowSeconds < expiresAtSeconds;

/** Whether the key may be used from an address. A block that cannot be read holds no address. */
export function isAllowedFrom({ allowedCidrs }: ApiKeyRecord, address: string): boolean {
  if (allowedCidrs.length === 0) return true;
  const blocks = new BlockList();
  for (const cidr of allowedCidrs) {
    const [network = '', length = ''] = cidr.split('/');
    const [family, bits] = isIP(network) === 6 ? (['ipv6', 128] as const) : (['ipv4', 32] as const);
    if (isIP(network) !== 0 && /^\d{1,3}$/.test(length) && Number(length) <= bits) {
      blocks.addSubnet(network, Number(length), family);
    }
  }
  return isIP(address) !== 0 && blocks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

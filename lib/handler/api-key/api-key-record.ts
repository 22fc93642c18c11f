import { BlockList, isIP } from 'node:net';
import { parseCidr } from './cidr.ts';
import type { StoredHash } from './stored-hash.ts';

/** What is kept of an issued key. */
export interface ApiKeyRecord extends StoredHash {
  readonly status: 'active' | 'revoked';
  /** Whom it belongs to. @default a client of its own */
  readonly client?: string | undefined;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Seconds since 1970; the key is refused from then on. */
  readonly expiresAtSeconds: number;
  /** Address blocks that the key may be used from, `198.51.100.0/24` or `2001:db8::/32`; none given, everywhere. */
  readonly allowedCidrs: readonly string[];
  /** HTTP methods that the key may be used with; none given, all. */
  readonly allowedMethods: readonly string[];
  /** Seconds since 1970; to within five minutes, see noteUse(). @default none: not used yet */
  readonly lastUsedAtSeconds?: number | undefined;
}

/** Only an active key that has not expired; what is not a number has expired. */
export const isUsable = (
  { status, expiresAtSeconds }: Pick<ApiKeyRecord, 'status' | 'expiresAtSeconds'>,
  nowSeconds: number,
): boolean => status === 'active' && nowSeconds < expiresAtSeconds;

/** Whether the key may be used from an address. A block that cannot be read holds no address. */
export function isAllowedFrom({ allowedCidrs }: Pick<ApiKeyRecord, 'allowedCidrs'>, address: string): boolean {
  if (allowedCidrs.length === 0) return true;
  const blocks = new BlockList();
  for (const cidr of allowedCidrs) {
    const block = parseCidr(cidr);
    if (block !== undefined) blocks.addSubnet(block.network, block.length, block.family);
  }
  return isIP(address) !== 0 && blocks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

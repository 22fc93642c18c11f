import { type ForwardedIpConfig, forwardedAddresses, type NoAddress, truthWithout } from './forwarded-ip.ts';
import type { Inspection } from './inspection.ts';
import { type IpAddress, parseIpAddress } from './ip-address.ts';
import type { Truth } from './truth.ts';

/** The client's own address, or the first one in a header. */
export function firstAddress(inspection: Inspection, config: ForwardedIpConfig | undefined): IpAddress | NoAddress {
  if (config === undefined) return parseIpAddress(inspection.request.clientIp) ?? 'absent';
  const addresses = forwardedAddresses(inspection, config.HeaderName, 'FIRST');
  if (typeof addresses === 'string') return addresses;
  const [address] = addresses;
  return address ?? 'malformed';
}

/** The address that a statement looks at, or the answer without one. */
export function inspectedAddress(inspection: Inspection, config: ForwardedIpConfig | undefined): IpAddress | Truth {
  const address = firstAddress(inspection, config);
  if (typeof address !== 'string') return address;
  return truthWithout(address, config ?? { FallbackBehavior: 'NO_MATCH' });
}

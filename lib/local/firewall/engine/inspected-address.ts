import type * as z from 'zod';
import { forwardedAddresses, type forwardedIpProperties } from './forwarded-ip.ts';
import type { Inspection } from './inspection.ts';
import { type IpAddress, parseIpAddress } from './ip-address.ts';
import { type Truth, truthOf } from './truth.ts';

/** The address that a statement looks at: the client's own, or the first one in a header; or the answer without one. */
export function inspectedAddress(
  inspection: Inspection,
  config: z.infer<typeof forwardedIpProperties> | undefined,
): IpAddress | Truth {
  if (config === undefined) return parseIpAddress(inspection.request.clientIp) ?? 'no-match';
  const addresses = forwardedAddresses(inspection, config.HeaderName, 'FIRST');
  if (addresses === 'absent') return 'not-applicable';
  const [address] = addresses === 'malformed' ? [] : addresses;
  return address ?? truthOf(config.FallbackBehavior === 'MATCH');
}

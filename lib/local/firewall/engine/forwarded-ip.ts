import * as z from 'zod';
import type { Inspection } from './inspection.ts';
import { type IpAddress, parseIpAddress } from './ip-address.ts';

const fallback = z.enum(['MATCH', 'NO_MATCH']);

export const forwardedIpProperties = z.strictObject({ HeaderName: z.string().min(1), FallbackBehavior: fallback });

export type Position = 'FIRST' | 'LAST' | 'ANY';

export const positionedIpProperties = z.strictObject({
  HeaderName: z.string().min(1),
  FallbackBehavior: fallback,
  Position: z.enum(['FIRST', 'LAST', 'ANY']),
});

/** How many addresses of a chain `ANY` looks at: the last ones, which proxies nearest to AWS have added. */
const longestChain = 10;

/**
 * The addresses in a header such as `X-Forwarded-For`, separated by commas; of several headers of the name, all.
 *
 * @returns `absent` without the header (the rule does not apply), `malformed` when an address asked for is none
 */
export function forwardedAddresses(
  { request }: Inspection,
  headerName: string,
  position: Position,
): readonly IpAddress[] | 'absent' | 'malformed' {
  if (request.withheld?.({ SingleHeader: { Name: headerName } }) !== undefined) return 'absent';
  const wanted = headerName.toLowerCase();
  const values = request.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  if (values.length === 0) return 'absent';
  const chain = values.join(',').split(',');
  const asked = { FIRST: chain.slice(0, 1), LAST: chain.slice(-1), ANY: chain.slice(-longestChain) }[position];
  const addresses = asked.map((text) => parseIpAddress(text.trim())).filter((address) => address !== undefined);
  return addresses.length === asked.length ? addresses : 'malformed';
}

import * as z from 'zod';
import type { Inspection } from './inspection.ts';
import { type IpAddress, parseIpAddress } from './ip-address.ts';
import { type Truth, truthOf } from './truth.ts';

const common = {
  HeaderName: z.string().regex(/^[a-zA-Z0-9-]{1,255}$/, 'may hold 1 to 255 letters, digits and -'),
  FallbackBehavior: z.enum(['MATCH', 'NO_MATCH']),
};

export const forwardedIpProperties = z.strictObject(common);

export type ForwardedIpConfig = z.infer<typeof forwardedIpProperties>;

export type Position = 'FIRST' | 'LAST' | 'ANY';

export const positionedIpProperties = z.strictObject({
  ...common,
  Position: z.enum(['FIRST', 'LAST', 'ANY']),
});

/** How many addresses of a chain `ANY` looks at: the last ones, which proxies nearest to AWS have added. */
const longestChain = 10;

/** Why no address is looked at: the header is missing, an address asked for is none, or a log kept the header back. */
export type NoAddress = 'absent' | 'malformed' | 'withheld';

/** The addresses in a header such as `X-Forwarded-For`, separated by commas; of several headers of the name, all. */
export function forwardedAddresses(
  { request }: Inspection,
  headerName: string,
  position: Position,
): readonly IpAddress[] | NoAddress {
  if (request.withheld?.({ SingleHeader: { Name: headerName } }) !== undefined) return 'withheld';
  const wanted = headerName.toLowerCase();
  const values = request.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  if (values.length === 0) return 'absent';
  const chain = values.join(',').split(',');
  const asked = { FIRST: chain.slice(0, 1), LAST: chain.slice(-1), ANY: chain.slice(-longestChain) }[position];
  const addresses = asked.map((text) => parseIpAddress(text.trim())).filter((address) => address !== undefined);
  return addresses.length === asked.length ? addresses : 'malformed';
}

/**
 * What a statement says without an address. A missing header is no match, and NOT makes a match of that; the fallback is
 * for a header that is there, and holds no address where one should be.
 */
export function truthWithout(
  reason: NoAddress,
  { FallbackBehavior }: Pick<ForwardedIpConfig, 'FallbackBehavior'>,
): Truth {
  return (
    { absent: 'no-match', malformed: truthOf(FallbackBehavior === 'MATCH'), withheld: 'not-applicable' } as const
  )[reason];
}

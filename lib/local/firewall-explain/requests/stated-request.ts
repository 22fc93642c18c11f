import { toByteString, utf8Bytes } from '../../firewall/engine/byte-string.ts';
import type { InspectedRequest } from '../../firewall/index.ts';

/** A request as a person states it, and what has to be said about how it was read. */
export interface StatedRequest {
  readonly request: Omit<InspectedRequest, 'clientIp' | 'requestId'>;
  readonly remarks: readonly string[];
  /** When it was sent, where that was written down: milliseconds since the epoch. */
  readonly sentMillis?: number;
}

/** What was typed or stored as text, as the bytes that are sent. */
export const sentBytes = utf8Bytes;

/** Splits what follows the method at the first `?`; a fragment is never sent. */
export function splitTarget(target: string): Pick<InspectedRequest, 'uriPath' | 'queryString'> {
  const sent = target.replace(/#.*$/s, '');
  const mark = sent.indexOf('?');
  const path = mark < 0 ? sent : sent.slice(0, mark);
  return { uriPath: toByteString(path), queryString: mark < 0 ? '' : toByteString(sent.slice(mark + 1)) };
}

import { headers, securityHeaders } from '../contract/index.ts';
import { BrokenPromise } from './broken-promise.ts';
import type { Reply } from './reply.ts';

/** What the pipeline itself decides, in lower case. */
const decided = new Set([
  ...Object.keys(securityHeaders).map((name) => name.toLowerCase()),
  ...[
    headers.requestId,
    headers.etag,
    headers.rateLimit,
    headers.rateLimitPolicy,
    'content-type',
    'authentication-info',
    ...[headers.contentDigest, 'signature', 'signature-input'],
  ],
]);
/** RFC 9110 §5.5: visible characters, blanks and tabs; no line break begins another header. */
const printable = /^[\t\x20-\x7e]*$/;

/**
 * The headers that an implementation may add to its answer: any but those the pipeline decides, in whatever spelling.
 *
 * @throws BrokenPromise for a value that would end its header.
 */
export function ownHeaders({ status, headers: sent }: Reply): Readonly<Record<string, string>> {
  const entries = Object.entries(sent).filter(([name]) => !isDecided(name.toLowerCase()));
  if (!entries.every(([, value]) => printable.test(value))) throw new BrokenPromise(status, []);
  return Object.fromEntries(entries);
}

/** Which origins may read an answer is the stack's to say. */
const isDecided = (name: string): boolean => decided.has(name) || name.startsWith('access-control-');

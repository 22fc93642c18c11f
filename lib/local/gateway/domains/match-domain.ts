import { type ReceivedRequest, valuesOf } from '../received-request.ts';
import type { CustomDomain, MatchedDomain } from './custom-domain.ts';

/** A domain has a port of its own here, at which it is found under its own name and under these. */
const aliases: readonly string[] = ['localhost', '127.0.0.1'];

/**
 * The API of a request to a domain: the one with the longest base path that the path begins with.
 *
 * @returns undefined, which is answered 403, for a path without an API, for a host of another name, and for one that is not
 * the name of the TLS handshake: a certificate for one domain must open no other
 */
export function matchDomain(
  { name, mappings }: CustomDomain,
  request: ReceivedRequest,
): { readonly apiId: string; readonly domain: MatchedDomain } | undefined {
  const host = hostOf(request);
  if (host !== name && !aliases.includes(host)) return undefined;
  if (request.serverName !== undefined && request.serverName !== host) return undefined;
  const [basePath, apiId] =
    [...mappings]
      .filter(([candidate]) => candidate === '' || `${request.path}/`.startsWith(`/${candidate}/`))
      .toSorted(([left], [right]) => right.length - left.length)[0] ?? [];
  return basePath === undefined || apiId === undefined ? undefined : { apiId, domain: { name, basePath } };
}

const hostOf = ({ headers }: ReceivedRequest): string =>
  (valuesOf(headers, 'host')[0] ?? '').replace(/:\d+$/, '').toLowerCase();

import type { PresentedRequest } from '../authorizer/presented-request.ts';

/** A host and a port, and nothing that a URL would read as user, path or query. */
const hostAndPort = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/**
 * The host that the client meant, in lower case, with its port where that is not the usual one: what proofs and signatures are
 * for.
 *
 * @returns undefined when the one `Host` header names another host than the gateway took the request for, or anything else
 */
export function authorityOf(request: PresentedRequest): string | undefined {
  const authority = request.header('host')?.toLowerCase().replace(/:443$/, '');
  const [, host] = hostAndPort.exec(authority ?? '') ?? [];
  return host === request.event.requestContext.domainName.toLowerCase() ? authority : undefined;
}

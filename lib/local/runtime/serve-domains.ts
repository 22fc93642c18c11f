import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayService } from '../gateway/index.ts';
import { isLoopbackName, type LocalCertificates, tlsOptionsOf } from '../tls/index.ts';
import { isPortTaken, listenSecurely, type SecureServer } from './secure-server.ts';

/** A domain of the template, as clients reach it. */
export interface ServedDomain {
  readonly name: string;
  /** `https://localhost:8447`: not every system finds names under `localhost`. */
  readonly url: string;
  /** Whether its clients need a certificate. */
  readonly takesCertificates: boolean;
}

/** How far the search for a free port goes. */
const MOST_PORTS = 100;

/**
 * Gives every domain that has an API a listener of its own, on the next free port. Where the domain has a trust store, no
 * handshake ends well without a certificate of an authority in it: its chain and its dates are checked, as API Gateway
 * does; nobody asks whether it was revoked (CRL, OCSP), which is for the authorizer.
 *
 * @param options.port of the first; 0 takes a free one for each
 */
export async function serveDomains(options: {
  readonly port: number;
  readonly gateway: Pick<GatewayService, 'apis' | 'domains' | 'handleDomain'>;
  readonly certificates: Pick<LocalCertificates, 'server' | 'serverFor'>;
  /** Takes each listener as soon as it listens. */
  readonly onServed: (server: SecureServer) => void;
}): Promise<readonly ServedDomain[]> {
  const { gateway, certificates } = options;
  const served: ServedDomain[] = [];
  let { port } = options;
  for (const { name, securityPolicy, trustStore, mappings } of gateway.domains.values()) {
    const [apiId] = mappings.values();
    if (apiId === undefined) continue;
    // "Choose a security policy for your custom domain": the API's own policy negotiates, whatever the domain's is.
    const policy = gateway.apis.get(apiId)?.securityPolicy ?? securityPolicy ?? 'TLS_1_2';
    const tls = {
      ...(isLoopbackName(name) ? certificates.serverFor(name) : certificates.server),
      ...tlsOptionsOf(policy),
      ...(trustStore !== undefined && { requestCert: true, rejectUnauthorized: true, ca: trustStore }),
    };
    const listener = (request: IncomingMessage, response: ServerResponse) =>
      gateway.handleDomain(name, request, response);
    const server = await listenOnNextFree(port, (each) => listenSecurely({ port: each, tls, listener }));
    options.onServed(server);
    if (port !== 0) port = Number(new URL(server.url).port) + 1;
    served.push({ name, url: server.url, takesCertificates: trustStore !== undefined });
  }
  return served;
}

async function listenOnNextFree(
  port: number,
  listen: (port: number) => Promise<SecureServer>,
  last = Math.min(port + MOST_PORTS, 65_535),
): Promise<SecureServer> {
  try {
    return await listen(port);
  } catch (error) {
    if (port === 0 || port >= last || !isPortTaken(error)) throw error;
    return listenOnNextFree(port + 1, listen, last);
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** API Gateway's limit on request line and headers together, in bytes. */
const MAX_HEADER_BYTES = 10_240;
/** As long as a function runs by default. */
const GRACE_MILLIS = 10_000;

export interface SecureServer {
  /** `https://localhost:<port>` */
  readonly url: string;
  /** Takes no more connections, ends idle ones, answers what is under way; after 10 seconds it ends that too. */
  close(): Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Listens for HTTPS on 127.0.0.1. A connection that does not begin with a TLS handshake is closed without an answer:
 * plain HTTP is refused, never redirected. What breaks HTTP itself is answered 400 and never becomes a request.
 *
 * @throws Error that names the port when it is taken
 */
export async function listenSecurely(options: {
  readonly port: number;
  readonly tls: ServerOptions;
  readonly listener: Listener;
}): Promise<SecureServer> {
  const server = createServer(
    { ...options.tls, maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 60_000 },
    withOneHost(options.listener),
  );
  server.on('tlsClientError', (_, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${options.port} is taken; name another (--port, --aws-port, --console-port)`, {
              cause: error,
            })
          : error,
      ),
    );
    server.listen(options.port, LOOPBACK, resolve);
  });
  // A server that listens on a TCP port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        // A connection that is kept alive becomes idle only when what it waits for is answered.
        const idle = setInterval(() => server.closeIdleConnections(), 50);
        const late = setTimeout(() => server.closeAllConnections(), GRACE_MILLIS);
        server.close(() => {
          clearInterval(idle);
          clearTimeout(late);
          resolve();
        });
      }),
  };
}

/** Whether {@link listenSecurely} failed because somebody else listens there. */
export const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code === 'EADDRINUSE';

/** A second Host is refused, as RFC 9112 §3.2 demands and Node does not: each of two readers could take another one. */
const withOneHost =
  (listener: Listener): Listener =>
  (request, response) =>
    (request.headersDistinct['host']?.length ?? 0) <= 1
      ? listener(request, response)
      : response.writeHead(400, { connection: 'close' }).end();

import { createServer } from 'node:http';

export interface CodeReceiver {
  /** The address that somebody was sent back to, with its code or error. */
  readonly arrivedAt: Promise<URL>;
  close(): void;
}

/**
 * Waits at a redirect URI on this machine, as a program without a web site does (RFC 8252 §7.3), and says in the browser
 * that it may be closed.
 *
 * @throws Error when the port is taken
 */
export async function receiveCode(redirectUri: string): Promise<CodeReceiver> {
  const { port, pathname } = new URL(redirectUri);
  const { promise, resolve } = Promise.withResolvers<URL>();
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', redirectUri);
    if (request.method !== 'GET' || address.pathname !== pathname) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(
      '<!doctype html><html lang="en"><title>Signed in</title><p>You are back. Close this window.</p></html>',
    );
    return resolve(address);
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(Number(port), '127.0.0.1', listening);
  });
  return {
    arrivedAt: promise,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

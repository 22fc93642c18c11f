import type { RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import { type ConsoleOptions, createConsole, keepConsoleKey } from '../console/index.ts';
import { listenSecurely, type SecureServer } from './secure-server.ts';

/** Serves the console, and notes in the state folder where it is and what its password is. */
export async function serveConsole(
  options: {
    readonly port: number;
    readonly tls: ServerOptions;
    readonly stateFolder: string;
  } & Pick<ConsoleOptions, 'outbox' | 'overview' | 'now' | 'report'>,
): Promise<SecureServer> {
  const { port, tls, stateFolder, ...rest } = options;
  let listener: RequestListener = (_, response) => response.writeHead(503).end();
  const server = await listenSecurely({ port, tls, listener: (request, response) => listener(request, response) });
  // Cookies are sent to every port of a host: the console has one that is not the API's.
  const url = `https://127.0.0.1:${new URL(server.url).port}`;
  try {
    const { password } = keepConsoleKey(stateFolder, url);
    listener = createConsole({ ...rest, origin: url, password });
    return { url, close: server.close };
  } catch (error) {
    // A start that fails ends, and an open port would keep it.
    await server.close();
    throw error;
  }
}

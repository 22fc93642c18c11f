import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { Engine } from './engine.ts';
import { httpEngine } from './http-engine.ts';

/** dynalite 4.0.0, a dev dependency, in memory and in this process: the oracle for operations on single items. */
export const startDynalite = async (): Promise<Engine> => {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const { recordsOf: _, ...engine } = httpEngine('dynalite', port, async () => {
    server.close();
    server.closeAllConnections();
  });
  return engine; // it has no streams
};

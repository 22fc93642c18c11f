import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';

/** dynalite 4.0.0, the dev dependency. Argument: a folder, or nothing for memory. */
const [folder = ''] = process.argv.slice(2);
const server = dynalite({ createTableMs: 0, ...(folder === '' ? {} : { path: folder }) });
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // it listens on a port
  process.stdout.write(`port ${port}\n`);
});

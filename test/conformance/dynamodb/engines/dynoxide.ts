import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Engine } from './engine.ts';
import { httpEngine } from './http-engine.ts';

/** dynoxide 1.2.1: the oracle for transactions and streams. */
export const startDynoxide = async (program: string, file?: string): Promise<Engine & { readonly port: number }> => {
  const port = await freePort();
  const place = file === undefined ? [] : ['--db-path', file];
  const child = spawn(program, ['--host', '127.0.0.1', '--port', String(port), ...place], { stdio: 'ignore' });
  const ended = once(child, 'close');
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`dynoxide ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const engine = httpEngine('dynoxide', port, async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { ...engine, port };
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

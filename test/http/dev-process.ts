import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** The command that people use, in a process of its own. */
export interface DevProcess {
  /** All that it printed so far. */
  printed(): string;
  /** Resolves when the text stands in what was printed after a mark; rejects when the process ends before. */
  until(text: string, afterMark?: number): Promise<void>;
  /** @param signal SIGKILL leaves it no time for anything */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts `portcullis dev` with these arguments and waits until it says that it is ready. */
export async function startDevProcess(folder: string, args: readonly string[]): Promise<DevProcess> {
  const child = spawn(process.execPath, ['bin/portcullis.ts', 'dev', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const devProcess: DevProcess = {
    printed: () => printed,
    until: (text, afterMark = 0) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!printed.slice(afterMark).includes(text)) return;
          stopLooking();
          resolve();
        };
        const fail = () => {
          stopLooking();
          reject(new Error(`the process ended without '${text}':\n${printed}`));
        };
        const stopLooking = () => {
          child.stdout.off('data', look);
          child.stderr.off('data', look);
          child.off('exit', fail);
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.once('exit', fail);
        look();
      }),
    async stop(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
  await devProcess.until('\nReady in');
  return devProcess;
}

/** A port of 127.0.0.1 that nobody listens on at the moment. */
export function freePort(): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      // A server that listens on a TCP port has an address with a port.
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(String(port)));
    });
  });
}

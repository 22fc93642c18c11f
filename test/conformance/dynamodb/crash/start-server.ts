import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../engines/engine.ts';
import { httpEngine } from '../engines/http-engine.ts';

const program = fileURLToPath(new URL('serve-engine.ts', import.meta.url));

export interface Server {
  readonly engine: Engine;
  /** SIGKILL: the process learns nothing of its end. */
  kill(): Promise<void>;
}

/** The engine in a process of its own, on the files of the folder. */
export const startServer = async (folder: string): Promise<Server> => {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number | null];
  if (!Buffer.isBuffer(line)) throw new Error(`the server ended with ${line}`);
  const { port } = new URL(line.toString('utf8').trim());
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return { engine: httpEngine('ours', Number(port), kill), kill };
};

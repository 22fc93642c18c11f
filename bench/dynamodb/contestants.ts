import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDynoxide } from '../../test/conformance/dynamodb/engines/dynoxide.ts';
import { httpEngine } from '../../test/conformance/dynamodb/engines/http-engine.ts';
import { installDynoxide } from '../../test/conformance/dynamodb/engines/install-dynoxide.ts';
import { TABLE } from './workloads.ts';

/** A running server. */
export interface Contestant {
  readonly name: string;
  readonly port: number;
  /** Of its process, where it is known. */
  readonly pid?: number | undefined;
  stop(): Promise<void>;
}

/** Every server, in memory and on files below the folder. */
export const startContestants = async (folder: string): Promise<readonly Contestant[]> => {
  const place = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };
  const contestants = [
    await startNode('ours, memory', 'our-server.ts', []),
    await startNode('ours, file', 'our-server.ts', [place('ours')]),
    await startNode('ours, file, fast writes', 'our-server.ts', [place('fast'), 'fast']),
    await startNode('ours, unverified, memory', 'our-server.ts', ['', 'unverified']),
    await startNode('ours, unverified, file', 'our-server.ts', [place('unverified'), 'unverified']),
    await startNode('dynalite, memory', 'dynalite-server.ts', []),
    await startNode('dynalite, file', 'dynalite-server.ts', [place('dynalite')]),
  ];
  const dynoxide = installDynoxide();
  if ('skipped' in dynoxide) {
    console.log(`dynoxide is SKIPPED: ${dynoxide.skipped}`);
    return contestants;
  }
  const [memory, file] = [
    await startDynoxide(dynoxide.program),
    await startDynoxide(dynoxide.program, join(place('dynoxide'), 'dynoxide.db')),
  ];
  for (const engine of [memory, file]) await engine.createTable(table);
  return [
    ...contestants,
    { name: 'dynoxide, memory', port: memory.port, stop: memory.close },
    { name: 'dynoxide, file', port: file.port, stop: file.close },
  ];
};

const table = {
  name: TABLE,
  key: { partition: { name: 'pk', type: 'S' }, sort: { name: 'sk', type: 'S' } },
  indexes: [],
  billingMode: 'PAY_PER_REQUEST',
  deletionProtection: false,
} as const;

/** Starts a server of this folder in a process of its own. */
export const startNode = async (name: string, module: string, options: readonly string[]): Promise<Contestant> => {
  const path = fileURLToPath(new URL(module, import.meta.url));
  const child = spawn(process.execPath, [path, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const [line] = (await Promise.race([once(child.stdout, 'data'), ended])) as [Buffer | number | null];
  if (!Buffer.isBuffer(line)) throw new Error(`${name} ended with ${line}`);
  const port = Number(/\d+/.exec(line.toString('utf8'))?.[0]);
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const isOurs = module === 'our-server.ts';
  if (!isOurs) await httpEngine(name, port, async () => {}).createTable(table);
  return { name, port, pid: child.pid, stop };
};

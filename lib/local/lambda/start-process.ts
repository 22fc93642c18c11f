import { fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { endOrphans } from './end-orphans.ts';
import type { InvokeMessage, MemoryMessage, ProcessMessage } from './runtime/messages.ts';

/** The process of one execution environment. */
export interface FunctionProcess {
  readonly pid: number | undefined;
  /** The most memory that it has reported of itself. */
  reportedMegabytes(): number | undefined;
  /** Resolves with its next message, or with why there will be none. One waits at a time. */
  next(): Promise<ProcessMessage | Ended>;
  send(message: InvokeMessage): void;
  /** Ends it at once. */
  kill(): void;
  readonly ended: Promise<void>;
}

export interface Ended {
  readonly kind: 'ended';
  readonly reason: string;
}

/** Beside this file, as TypeScript in the sources and as JavaScript in the package. */
const runtimeFolder = join(import.meta.dirname, 'runtime');
const bootstrap = join(runtimeFolder, `bootstrap${extname(import.meta.filename)}`);
const endIfOrphaned = endOrphans(bootstrap);

/** Starts Node on the bootstrap, with the given environment and no other; its output goes to the open log file. */
export const startProcess = (options: {
  readonly variables: Readonly<Record<string, string>>;
  readonly codeFolder: string;
  /** Of this function alone: what one writes, no other runs. */
  readonly compileCache: string;
  /** Of this process alone: what stands in for `/tmp`. */
  readonly scratch: string;
  readonly memoryMegabytes: number;
  readonly logDescriptor: number;
}): FunctionProcess => {
  const child = fork(bootstrap, [], {
    cwd: options.codeFolder,
    env: options.variables,
    execArgv: [
      // A tenth is left for what is not the heap.
      `--max-old-space-size=${Math.floor(options.memoryMegabytes * 0.9)}`,
      // It reads its bundle and nothing else of this machine, writes only to a folder of its own, starts no process and no
      // thread: no home folder, no key of the local runtime is within its reach. A thread would be free of the limits.
      '--permission',
      ...[options.codeFolder, runtimeFolder, options.compileCache, options.scratch].map(
        (folder) => `--allow-fs-read=${join(folder, '*')}`,
      ),
      ...[options.compileCache, options.scratch].map((folder) => `--allow-fs-write=${join(folder, '*')}`),
    ],
    stdio: ['ignore', options.logDescriptor, options.logDescriptor, 'ipc'],
    serialization: 'advanced',
  });
  if (child.pid !== undefined) endIfOrphaned(child.pid);
  const pending: (ProcessMessage | Ended)[] = [];
  let waiting: ((message: ProcessMessage | Ended) => void) | undefined;
  const deliver = (message: ProcessMessage | Ended): void => {
    if (waiting === undefined) pending.push(message);
    else waiting(message);
    waiting = undefined;
  };

  const ended = new Promise<void>((resolve) => {
    let reason: string | undefined;
    // Its last message may still be on the way when the process has gone.
    const settle = (): void => {
      if (reason === undefined || child.connected) return;
      deliver({ kind: 'ended', reason });
      resolve();
    };
    child.on('disconnect', settle);
    child.on('error', (error) => {
      reason ??= child.pid === undefined ? `The process did not start: ${error.message}` : undefined;
      settle();
    });
    child.on('exit', (code, signal) => {
      reason = `Runtime exited with error: ${signal === null ? `exit status ${code}` : `signal: ${signal}`}`;
      settle();
    });
  });
  // Only the bootstrap sends.
  let reportedMegabytes: number | undefined;
  child.on('message', (message) => {
    const sent = message as ProcessMessage | MemoryMessage;
    if (sent.kind === 'memory') reportedMegabytes = sent.megabytes;
    else deliver(sent);
  });

  return {
    pid: child.pid,
    reportedMegabytes: () => reportedMegabytes,
    ended,
    next: async () =>
      pending.shift() ??
      new Promise((resolve) => {
        waiting = resolve;
      }),
    // A process that has just died is noticed by its exit, not by the failed send.
    send: (message) => void child.send(message, () => {}),
    kill: () => void child.kill('SIGKILL'),
  };
};

import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InvokeMessage, ProcessMessage } from './runtime/messages.ts';

/** The process of one execution environment. */
export interface FunctionProcess {
  readonly pid: number | undefined;
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
const bootstrap = fileURLToPath(new URL(`./runtime/bootstrap${extname(import.meta.url)}`, import.meta.url));

/** Starts Node on the bootstrap, with the given environment and no other; its output goes to the open log file. */
export const startProcess = (options: {
  readonly variables: Readonly<Record<string, string>>;
  readonly codeFolder: string;
  readonly memoryMegabytes: number;
  readonly logDescriptor: number;
}): FunctionProcess => {
  const child = fork(bootstrap, [], {
    cwd: options.codeFolder,
    env: options.variables,
    // A tenth is left for what is not the heap.
    execArgv: [`--max-old-space-size=${Math.floor(options.memoryMegabytes * 0.9)}`],
    stdio: ['ignore', options.logDescriptor, options.logDescriptor, 'ipc'],
    serialization: 'advanced',
  });
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
  child.on('message', (message) => deliver(message as ProcessMessage));

  return {
    pid: child.pid,
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

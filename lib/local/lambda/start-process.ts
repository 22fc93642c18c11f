import { spawn } from 'node:child_process';
import { extname, join } from 'node:path';
import { Duplex } from 'node:stream';
import { endOrphans } from './end-orphans.ts';
import { type ProcessAnswer, readAnswers } from './read-answers.ts';
import type { InvokeMessage } from './runtime/messages.ts';

/** The process of one execution environment. */
export interface FunctionProcess {
  readonly pid: number | undefined;
  /** The most memory that it has reported of itself. */
  reportedMegabytes(): number | undefined;
  /** Resolves with its next answer, or with why there will be none. One waits at a time. */
  next(): Promise<Exclude<ProcessAnswer, { readonly kind: 'memory' }> | Ended>;
  send(message: InvokeMessage): void;
  /** Lets it run no further until it is thawed, as Lambda does between invocations. Where there are no signals it runs on. */
  freeze(): void;
  thaw(): void;
  /** Ends it at once. */
  kill(): void;
  isKilled(): boolean;
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
  const child = spawn(
    process.execPath,
    [
      // A tenth is left for what is not the heap.
      `--max-old-space-size=${Math.floor(options.memoryMegabytes * 0.9)}`,
      // It reads its bundle and nothing else of this machine, writes only to a folder of its own, starts no process and no
      // thread: no home folder, no key of the local runtime is within its reach. A thread would be free of the limits.
      '--permission',
      ...[options.codeFolder, runtimeFolder, options.compileCache, options.scratch].map(
        (folder) => `--allow-fs-read=${join(folder, '*')}`,
      ),
      ...[options.compileCache, options.scratch].map((folder) => `--allow-fs-write=${join(folder, '*')}`),
      // Node's permission model does not ask SQLite which files it opens.
      '--no-experimental-sqlite',
      bootstrap,
    ],
    {
      cwd: options.codeFolder,
      env: options.variables,
      stdio: ['ignore', options.logDescriptor, options.logDescriptor, 'pipe'],
      // A session of its own: what is sent to its group reaches nobody else, and Ctrl-C does not reach it.
      detached: process.platform !== 'win32',
    },
  );
  if (child.pid !== undefined) endIfOrphaned(child.pid);
  const kill = (): void => void child.kill('SIGKILL');
  const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => {
    const isThere = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
    // `child.kill()` would take it for killed.
    if (isThere && process.platform !== 'win32') process.kill(child.pid, name);
  };

  let over: Ended | undefined;
  let waiting: ((answer: Awaited<ReturnType<FunctionProcess['next']>>) => void) | undefined;
  let reportedMegabytes: number | undefined;
  const hand = (answer: Awaited<ReturnType<FunctionProcess['next']>>): void => {
    const wait = waiting;
    waiting = undefined;
    // Nobody has asked it anything: whatever that would answer, it is not the next question.
    if (wait === undefined) kill();
    else wait(answer);
  };
  const channel = child.stdio?.[3] instanceof Duplex ? child.stdio[3] : undefined;
  if (channel !== undefined) {
    readAnswers(channel, {
      onAnswer(answer) {
        if (answer.kind === 'memory') reportedMegabytes = answer.megabytes;
        else hand(answer);
      },
      onNonsense() {
        kill();
        channel.destroy();
      },
    });
    // A process that has just died is noticed by its exit, not by the failed write.
    channel.on('error', () => {});
    channel.on('close', kill);
  }

  const ended = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      if (over !== undefined) return;
      over = { kind: 'ended', reason };
      if (waiting !== undefined) hand(over);
      resolve();
    };
    child.on('error', (error) => {
      if (child.pid === undefined) end(`The process did not start: ${error.message}`);
    });
    child.on('exit', (code, signal) => {
      const reason = `Runtime exited with error: ${signal === null ? `exit status ${code}` : `signal: ${signal}`}`;
      // Its last answer may still be on the way when the process has gone.
      if (channel === undefined || channel.destroyed) end(reason);
      else channel.once('close', () => end(reason));
    });
  });

  return {
    pid: child.pid,
    reportedMegabytes: () => reportedMegabytes,
    ended,
    next: async () =>
      over ??
      new Promise((resolve) => {
        waiting = resolve;
      }),
    send: (message) => void channel?.write(`${JSON.stringify(message)}\n`),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    kill,
    isKilled: () => child.killed,
  };
};

import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { FunctionLog } from './function-log.ts';
import type { FunctionDeclaration, InvocationResult } from './lambda-service.ts';
import { makeScratchFolder } from './scratch-folder.ts';
import { type FunctionProcess, startProcess } from './start-process.ts';
import { DEFAULT_STORAGE_MEGABYTES, type Killed, watchLimits } from './watch-limits.ts';

/** One process of a function: it serves one invocation at a time, and the next when it is done. */
export interface ExecutionEnvironment {
  /** Resolves when the handler is loaded; rejects with why it is not. */
  readonly ready: Promise<void>;
  /** Whether it can serve (again). */
  isUsable(): boolean;
  run(invocation: Work): Promise<InvocationResult>;
  /** Ends it at once. */
  end(): void;
  readonly ended: Promise<void>;
}

export interface Work {
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
  readonly traceId: string;
  readonly requestId?: string | undefined;
}

export interface ExecutionEnvironmentOptions {
  readonly declaration: FunctionDeclaration;
  readonly codeFolder: string;
  readonly compileCache: string;
  /** Where its own folder is made, which ends with it. */
  readonly scratchParent: string;
  readonly log: FunctionLog;
  readonly variables: (process: {
    readonly logStream: string;
    readonly scratch: string;
  }) => Readonly<Record<string, string>>;
  /** Whether the process reports its own memory. @default where there is no `/proc` */
  readonly reportsMemory?: boolean | undefined;
}

/** AWS gives a function ten seconds to load. */
const INIT_LIMIT_MILLIS = 10_000;
/** AWS Lambda Developer Guide, "Lambda quotas": 6 MB for a synchronous response, and a little for its frame. */
const RESPONSE_LIMIT_BYTES = 6_291_556;

/** Within this time of its start a process writes down what it has compiled. */
const SETTLING_MILLIS = 1_500;

export const startExecutionEnvironment = (options: ExecutionEnvironmentOptions): ExecutionEnvironment => {
  const { declaration, codeFolder, log, reportsMemory = !existsSync('/proc/self/status') } = options;
  const { memoryMegabytes, timeoutSeconds } = declaration;
  const startedAt = performance.now();
  const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;
  const scratch = makeScratchFolder(options.scratchParent);
  const child = startProcess({
    variables: options.variables({ logStream, scratch: scratch.path }),
    codeFolder,
    compileCache: options.compileCache,
    scratch: scratch.path,
    memoryMegabytes,
    logDescriptor: log.descriptor,
  });
  let usable = false;
  let initDurationMillis: number | undefined;
  let freezing: NodeJS.Timeout | undefined;
  /** What it does after its answer, nobody has asked for, and no limit watches. */
  const freeze = (): void => {
    const settledInMillis = startedAt + SETTLING_MILLIS - performance.now();
    if (settledInMillis <= 0) child.freeze();
    else freezing = setTimeout(() => child.freeze(), settledInMillis).unref();
  };
  const thaw = (): void => {
    clearTimeout(freezing);
    child.thaw();
  };
  const ended = child.ended.then(() => {
    usable = false;
    clearTimeout(freezing);
    scratch.remove();
  });

  const load = async (): Promise<void> => {
    const limit = setTimeout(() => child.kill(), INIT_LIMIT_MILLIS);
    const outcome = await child.next();
    clearTimeout(limit);
    initDurationMillis = performance.now() - startedAt;
    if (outcome.kind === 'ready') {
      usable = true;
      freeze();
      return;
    }
    child.kill();
    const isLate = initDurationMillis >= INIT_LIMIT_MILLIS;
    throw new Error(isLate ? `The function did not load within ${INIT_LIMIT_MILLIS} ms` : reasonOf(outcome));
  };

  const run: ExecutionEnvironment['run'] = async ({ functionArn, payload, traceId, requestId = randomUUID() }) => {
    const runStartedAt = performance.now();
    log.started(requestId);
    thaw();
    const watch = watchLimits(child, scratch, declaration);
    const deadlineMillis = Date.now() + timeoutSeconds * 1_000;
    child.send({ requestId, traceId, functionArn, payload, deadlineMillis, reportsMemory });
    const outcome = await child.next();
    watch.stop();
    if (outcome.kind === 'ended' || outcome.kind === 'fatal' || watch.killed() !== undefined) usable = false;
    else freeze();

    const result = toResult(outcome, watch.killed(), declaration);
    if (result.kind === 'timed-out') log.noted(requestId, `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`);
    if (result.kind === 'crashed') log.noted(requestId, result.reason);
    log.ended(requestId, {
      durationMillis: performance.now() - runStartedAt,
      initDurationMillis,
      maxMemoryMegabytes: watch.maxMemoryMegabytes(),
      status: statusOf[result.kind],
    });
    initDurationMillis = undefined;
    return result;
  };

  return { ready: load(), isUsable: () => usable && !child.isKilled(), run, end: () => child.kill(), ended };
};

type Outcome = Awaited<ReturnType<FunctionProcess['next']>>;
type RunResult = Exclude<InvocationResult, { readonly kind: 'throttled' }>;

const statusOf = { returned: 'success', failed: 'error', crashed: 'error', 'timed-out': 'timeout' } as const;

const toResult = (outcome: Outcome, killed: Killed, declaration: FunctionDeclaration): RunResult => {
  const { memoryMegabytes, storageMegabytes = DEFAULT_STORAGE_MEGABYTES } = declaration;
  // Lambda would not have let it come to an answer.
  if (killed === 'over its memory') {
    return { kind: 'crashed', reason: `Runtime.OutOfMemory: the process held more than ${memoryMegabytes} MB` };
  }
  if (killed === 'over its storage') {
    return { kind: 'crashed', reason: `ENOSPC: the process kept more than ${storageMegabytes} MB of temporary files` };
  }
  if (outcome.kind === 'failed' || outcome.kind === 'fatal') {
    return { kind: 'failed', errorType: outcome.errorType, errorMessage: outcome.errorMessage };
  }
  if (outcome.kind === 'returned') {
    const { payload, bytes } = outcome;
    if (bytes <= RESPONSE_LIMIT_BYTES) return { kind: 'returned', payload };
    return {
      kind: 'failed',
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`,
    };
  }
  return killed === 'at the timeout' ? { kind: 'timed-out' } : { kind: 'crashed', reason: reasonOf(outcome) };
};

const reasonOf = (outcome: Outcome): string => {
  if (outcome.kind === 'fatal') return `${outcome.errorType}: ${outcome.errorMessage}`;
  return outcome.kind === 'ended' ? outcome.reason : `The process answered ${outcome.kind} out of turn`;
};

import { randomBytes, randomUUID } from 'node:crypto';
import type { FunctionLog } from './function-log.ts';
import type { FunctionDeclaration, InvocationResult } from './lambda-service.ts';
import { residentMemory } from './resident-memory.ts';
import type { ProcessMessage } from './runtime/messages.ts';
import { type Ended, startProcess } from './start-process.ts';

/** One process of a function: it serves one invocation at a time, and the next when it is done. */
export interface ExecutionEnvironment {
  /** Resolves when the handler is loaded; rejects with why it is not. */
  readonly ready: Promise<void>;
  /** Whether it can serve (again). */
  isUsable(): boolean;
  run(invocation: {
    readonly functionArn: string;
    readonly payload: string;
    readonly traceId: string;
  }): Promise<InvocationResult>;
  /** Ends it at once. */
  end(): void;
  readonly ended: Promise<void>;
}

export interface ExecutionEnvironmentOptions {
  readonly declaration: FunctionDeclaration;
  readonly codeFolder: string;
  readonly compileCache: string;
  readonly log: FunctionLog;
  readonly variables: (logStream: string) => Readonly<Record<string, string>>;
}

/** AWS gives a function ten seconds to load. */
const INIT_LIMIT_MILLIS = 10_000;
const MEMORY_CHECK_MILLIS = 100;
/** AWS Lambda Developer Guide, "Lambda quotas": 6 MB for a synchronous response, and a little for its frame. */
const RESPONSE_LIMIT_BYTES = 6_291_556;

/** What a limit did to the process. */
type Killed = 'at the timeout' | 'over its memory' | undefined;

export const startExecutionEnvironment = (options: ExecutionEnvironmentOptions): ExecutionEnvironment => {
  const { declaration, codeFolder, log } = options;
  const { memoryMegabytes, timeoutSeconds } = declaration;
  const startedAt = performance.now();
  const logStream = `${new Date().toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${randomBytes(16).toString('hex')}`;
  const child = startProcess({
    variables: options.variables(logStream),
    codeFolder,
    compileCache: options.compileCache,
    memoryMegabytes,
    logDescriptor: log.descriptor,
  });
  let usable = false;
  let initDurationMillis: number | undefined;
  const ended = child.ended.then(() => {
    usable = false;
  });

  const load = async (): Promise<void> => {
    const limit = setTimeout(() => child.kill(), INIT_LIMIT_MILLIS);
    const outcome = await child.next();
    clearTimeout(limit);
    initDurationMillis = performance.now() - startedAt;
    if (outcome.kind === 'ready') {
      usable = true;
      return;
    }
    child.kill();
    const isLate = initDurationMillis >= INIT_LIMIT_MILLIS;
    throw new Error(isLate ? `The function did not load within ${INIT_LIMIT_MILLIS} ms` : reasonOf(outcome));
  };

  const run: ExecutionEnvironment['run'] = async ({ functionArn, payload, traceId }) => {
    const requestId = randomUUID();
    const runStartedAt = performance.now();
    let killed: Killed;
    let maxMemoryMegabytes: number | undefined;
    const kill = (why: Killed): void => {
      killed ??= why;
      child.kill();
    };
    const checkMemory = (): void => {
      const memory = residentMemory(child.pid ?? 0);
      maxMemoryMegabytes = memory?.most ?? maxMemoryMegabytes;
      if (memory !== undefined && memory.now > memoryMegabytes) kill('over its memory');
    };

    log.started(requestId);
    const timeoutMillis = timeoutSeconds * 1_000;
    const timeout = setTimeout(() => kill('at the timeout'), timeoutMillis);
    const memoryWatch = setInterval(checkMemory, MEMORY_CHECK_MILLIS);
    child.send({ requestId, traceId, functionArn, payload, deadlineMillis: Date.now() + timeoutMillis });
    const outcome = await child.next();
    clearTimeout(timeout);
    clearInterval(memoryWatch);
    checkMemory();
    if (outcome.kind === 'ended' || outcome.kind === 'fatal') usable = false;

    const result = toResult(outcome, killed, declaration);
    if (result.kind === 'timed-out') log.noted(requestId, `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`);
    if (result.kind === 'crashed') log.noted(requestId, result.reason);
    log.ended(requestId, {
      durationMillis: performance.now() - runStartedAt,
      initDurationMillis,
      maxMemoryMegabytes,
      status: statusOf[result.kind],
    });
    initDurationMillis = undefined;
    return result;
  };

  return { ready: load(), isUsable: () => usable, run, end: () => child.kill(), ended };
};

const statusOf = { returned: 'success', failed: 'error', crashed: 'error', 'timed-out': 'timeout' } as const;

const toResult = (
  outcome: ProcessMessage | Ended,
  killed: Killed,
  { memoryMegabytes }: FunctionDeclaration,
): InvocationResult => {
  if (outcome.kind === 'failed' || outcome.kind === 'fatal') {
    return { kind: 'failed', errorType: outcome.errorType, errorMessage: outcome.errorMessage };
  }
  if (outcome.kind === 'returned') {
    const bytes = Buffer.byteLength(outcome.payload);
    if (bytes <= RESPONSE_LIMIT_BYTES) return { kind: 'returned', payload: JSON.parse(outcome.payload) };
    return {
      kind: 'failed',
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`,
    };
  }
  if (killed === 'at the timeout') return { kind: 'timed-out' };
  const memory = `Runtime.OutOfMemory: the process held more than ${memoryMegabytes} MB`;
  return { kind: 'crashed', reason: killed === 'over its memory' ? memory : reasonOf(outcome) };
};

const reasonOf = (outcome: ProcessMessage | Ended): string => {
  if (outcome.kind === 'fatal') return `${outcome.errorType}: ${outcome.errorMessage}`;
  return outcome.kind === 'ended' ? outcome.reason : `The process answered ${outcome.kind} out of turn`;
};

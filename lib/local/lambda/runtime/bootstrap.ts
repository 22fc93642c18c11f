/**
 * What runs in the process of a function: loads the handler once, then serves one invocation after another over a channel
 * of lines of JSON. Between them it is frozen.
 */
import { flushCompileCache } from 'node:module';
import { Socket } from 'node:net';
import { confine } from './confine.ts';
import { hintAtTmp } from './hint-at-tmp.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import {
  CHANNEL_DESCRIPTOR,
  type InvokeMessage,
  type MemoryMessage,
  type ProcessMessage,
  type ReportedError,
} from './messages.ts';
import { readLines } from './read-lines.ts';
import { writeConsole } from './write-console.ts';

const { env } = process;
const MEMORY_REPORT_MILLIS = 100;
/** The invocation in flight. */
let current: InvokeMessage | undefined;
/** Whether the parent waits for a message: until the handler is loaded, and while an invocation is in flight. */
let isAwaited = true;

const channel = new Socket({ fd: CHANNEL_DESCRIPTOR });
const send = (message: ProcessMessage | MemoryMessage, then?: () => void): void =>
  void channel.write(`${JSON.stringify(message)}\n`, then);

const reportMemory = (): void => {
  const message: MemoryMessage = { kind: 'memory', megabytes: Math.ceil(process.resourceUsage().maxRSS / 1024) };
  send(message);
};

const answer = (message: ProcessMessage, then?: () => void): void => {
  if (current?.reportsMemory) reportMemory();
  current = undefined;
  isAwaited = false;
  send(message, then);
};

const toReported = (error: unknown): ReportedError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: typeof error, errorMessage: String(error) };

const logError = (what: string, error: unknown): void => {
  const trace = error instanceof Error ? error.stack?.split('\n') : undefined;
  console.error(what, JSON.stringify({ ...toReported(error), ...(trace && { stack: trace }) }));
};

/** What nobody caught ends the process; the next invocation gets a new one. */
const endBy =
  (exitCode: number, errorType?: string) =>
  (error: unknown): void => {
    logError(errorType ?? 'Uncaught Exception', error);
    if (!isAwaited) process.exit(exitCode);
    const reported = toReported(error);
    answer({ kind: 'fatal', ...reported, errorType: errorType ?? reported.errorType }, () => process.exit(exitCode));
  };

const contextOf = (message: InvokeMessage): object => ({
  functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
  functionVersion: env['AWS_LAMBDA_FUNCTION_VERSION'],
  invokedFunctionArn: message.functionArn,
  memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  awsRequestId: message.requestId,
  logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
  logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, message.deadlineMillis - Date.now()),
});

const serve = async (handler: Handler, message: InvokeMessage): Promise<void> => {
  current = message;
  isAwaited = true;
  env['_X_AMZN_TRACE_ID'] = message.traceId;
  const memoryTimer = message.reportsMemory ? setInterval(reportMemory, MEMORY_REPORT_MILLIS).unref() : undefined;
  try {
    const result = await handler(JSON.parse(message.payload), contextOf(message));
    answer({ kind: 'returned', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    logError('Invoke Error', error);
    answer({ kind: 'failed', ...toReported(error) });
  } finally {
    clearInterval(memoryTimer);
  }
};

const start = async (): Promise<void> => {
  writeConsole(env, () => current?.requestId ?? 'undefined');
  hintAtTmp(env['TMPDIR'] ?? '');
  confine(channel);
  channel.on('close', () => process.exit());
  process.on('uncaughtException', endBy(129));
  process.on('unhandledRejection', endBy(128, 'Runtime.UnhandledPromiseRejection'));
  try {
    const handler = await loadHandler(env['LAMBDA_TASK_ROOT'] ?? '', env['_HANDLER'] ?? '');
    // The parent sends nothing else.
    readLines(channel, {
      mostBytes: Number.POSITIVE_INFINITY,
      onLine: (line) => void serve(handler, JSON.parse(line) as InvokeMessage),
      onTooLong: () => {},
    });
    answer({ kind: 'ready' });
  } catch (error) {
    logError('Init Error', error);
    answer({ kind: 'fatal', ...toReported(error) }, () => process.exit(1));
  }
  // Node writes what it has compiled when it exits, and this process will be killed.
  setTimeout(flushCompileCache, 1_000).unref();
};

await start();

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDeclaration } from './lambda-service.ts';

/** How one invocation went, for its `REPORT` line. */
export interface InvocationReport {
  readonly durationMillis: number;
  /** Only for the first invocation of a process. */
  readonly initDurationMillis: number | undefined;
  readonly maxMemoryMegabytes: number | undefined;
  readonly status: 'success' | 'error' | 'timeout';
}

/** The log of one function: what CloudWatch would show, in one file. */
export interface FunctionLog {
  /** The processes write to it directly, so that no line is lost when one is killed, and lines stay in order. */
  readonly descriptor: number;
  started(requestId: string): void;
  /** Something that Lambda says in its own name, such as that the task timed out. */
  noted(requestId: string, text: string): void;
  ended(requestId: string, report: InvocationReport): void;
  close(): void;
}

/** Opens `<folder>/<function name>.log`, mode 0600, for appending. */
export const openFunctionLog = (
  folder: string,
  { name, memoryMegabytes, logging }: FunctionDeclaration,
): FunctionLog => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const descriptor = openSync(join(folder, `${name}.log`), 'a', 0o600);
  const asJson = logging.format === 'JSON';
  const isQuiet = asJson && logging.systemLevel === 'WARN';
  const write = (type: string, record: Readonly<Record<string, unknown>>, text: string): void => {
    const line = asJson ? JSON.stringify({ time: new Date().toISOString(), type, record }) : text;
    writeSync(descriptor, `${line}\n`);
  };
  return {
    descriptor,
    started(requestId) {
      if (isQuiet) return;
      write('platform.start', { requestId, version: '$LATEST' }, `START RequestId: ${requestId} Version: $LATEST`);
    },
    noted(requestId, text) {
      write('platform.fault', { requestId, text }, `${new Date().toISOString()} ${requestId} ${text}`);
    },
    ended(requestId, { durationMillis, initDurationMillis, maxMemoryMegabytes, status }) {
      if (isQuiet) return;
      const billedDurationMs = Math.ceil(durationMillis + (initDurationMillis ?? 0));
      const metrics = {
        durationMs: round(durationMillis),
        billedDurationMs,
        memorySizeMB: memoryMegabytes,
        maxMemoryUsedMB: maxMemoryMegabytes,
        initDurationMs: initDurationMillis === undefined ? undefined : round(initDurationMillis),
      };
      const report = [
        `END RequestId: ${requestId}\nREPORT RequestId: ${requestId}`,
        `Duration: ${metrics.durationMs} ms`,
        `Billed Duration: ${billedDurationMs} ms`,
        `Memory Size: ${memoryMegabytes} MB`,
        ...(maxMemoryMegabytes === undefined ? [] : [`Max Memory Used: ${maxMemoryMegabytes} MB`]),
        ...(metrics.initDurationMs === undefined ? [] : [`Init Duration: ${metrics.initDurationMs} ms`]),
        ...(status === 'success' ? [] : [`Status: ${status}`]),
      ];
      write('platform.report', { requestId, status, metrics }, report.join('\t'));
    },
    close: () => closeSync(descriptor),
  };
};

const round = (millis: number): number => Math.round(millis * 100) / 100;

import { join } from 'node:path';
import type { FunctionDeclaration } from './lambda-service.ts';
import { openLogFile } from './log-file.ts';

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
  /** For the processes. */
  readonly descriptor: number;
  started(requestId: string): void;
  /** Something that Lambda says in its own name, such as that the task timed out. */
  noted(requestId: string, text: string): void;
  ended(requestId: string, report: InvocationReport): void;
  close(): void;
}

export interface FunctionLogOptions {
  readonly folder: string;
  readonly declaration: FunctionDeclaration;
  readonly now: () => number;
  /** Asked when the file may be shortened, because the template may declare the group after the function. */
  readonly retentionDays: () => number | undefined;
  /** Told of every line, soon after it was written. */
  readonly onLine: (line: string) => void;
}

/** How often a log is looked at for its length and its age. */
const LOOK_EVERY_MILLIS = 1_000;

/** Opens `<folder>/<function name>.log`, mode 0600, for appending. */
export const openFunctionLog = ({
  folder,
  declaration,
  now,
  retentionDays,
  onLine,
}: FunctionLogOptions): FunctionLog => {
  const { name, memoryMegabytes, logging } = declaration;
  const file = openLogFile(join(folder, `${name}.log`), now);
  const asJson = logging.format === 'JSON';
  const isQuiet = asJson && logging.systemLevel === 'WARN';
  let running = 0;
  let lookedAtMillis = 0;
  const write = (type: string, record: Readonly<Record<string, unknown>>, text: string): void =>
    file.write(asJson ? JSON.stringify({ time: new Date().toISOString(), type, record }) : text);
  const readNew = (): void => {
    for (const line of file.readNew()) onLine(line);
  };
  return {
    descriptor: file.descriptor,
    started(requestId) {
      running++;
      if (isQuiet) return;
      write('platform.start', { requestId, version: '$LATEST' }, `START RequestId: ${requestId} Version: $LATEST`);
    },
    noted(requestId, text) {
      write('platform.fault', { requestId, text }, `${new Date().toISOString()} ${requestId} ${text}`);
    },
    ended(requestId, report) {
      if (!isQuiet)
        write(
          'platform.report',
          toRecord(requestId, report, memoryMegabytes),
          toText(requestId, report, memoryMegabytes),
        );
      running--;
      readNew();
      // Not under the hands of a process that writes, unless there is always one.
      if (now() - lookedAtMillis < LOOK_EVERY_MILLIS || !(running === 0 || file.isOverdue())) return;
      lookedAtMillis = now();
      file.rotate(retentionDays());
    },
    close() {
      readNew();
      file.close();
    },
  };
};

const metricsOf = (report: InvocationReport, memoryMegabytes: number) => ({
  durationMs: round(report.durationMillis),
  billedDurationMs: Math.ceil(report.durationMillis + (report.initDurationMillis ?? 0)),
  memorySizeMB: memoryMegabytes,
  maxMemoryUsedMB: report.maxMemoryMegabytes,
  initDurationMs: report.initDurationMillis === undefined ? undefined : round(report.initDurationMillis),
});

const toRecord = (requestId: string, report: InvocationReport, memoryMegabytes: number) => ({
  requestId,
  status: report.status,
  metrics: metricsOf(report, memoryMegabytes),
});

const toText = (requestId: string, report: InvocationReport, memoryMegabytes: number): string => {
  const { durationMs, billedDurationMs, maxMemoryUsedMB, initDurationMs } = metricsOf(report, memoryMegabytes);
  return [
    `END RequestId: ${requestId}\nREPORT RequestId: ${requestId}`,
    `Duration: ${durationMs} ms`,
    `Billed Duration: ${billedDurationMs} ms`,
    `Memory Size: ${memoryMegabytes} MB`,
    ...(maxMemoryUsedMB === undefined ? [] : [`Max Memory Used: ${maxMemoryUsedMB} MB`]),
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs} ms`]),
    ...(report.status === 'success' ? [] : [`Status: ${report.status}`]),
  ].join('\t');
};

const round = (millis: number): number => Math.round(millis * 100) / 100;

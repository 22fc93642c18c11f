import type { InputFault } from '../../contract/index.ts';

export type LogFields = Readonly<Record<string, unknown>>;

/** The log of one request: every line carries the request's id and route, and is redacted before it is written. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** What identifies a request in the logs. */
export interface CallFacts {
  readonly requestId: string;
  readonly traceId: string | undefined;
  readonly route: string;
}

/** One answered request. */
export interface Answer extends CallFacts {
  readonly status: number;
  readonly durationMillis: number;
  /** Code of the problem that was answered. */
  readonly problem?: string;
  /** Where the input was wrong. */
  readonly faults?: readonly InputFault[];
  /** What failed inside; never part of the answer. */
  readonly error?: unknown;
}

/** Where logs and metrics go. */
export interface Observer {
  log(facts: CallFacts): Log;
  answered(answer: Answer): void;
}

/** Where the process finds its channel: a socket, on which each line is a message in JSON. */
export const CHANNEL_DESCRIPTOR = 3;

/** What the local runtime asks of a function's process. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly traceId: string;
  readonly functionArn: string;
  /** Milliseconds since the epoch at which the process will be killed. */
  readonly deadlineMillis: number;
  /** JSON text. */
  readonly payload: string;
  /** Whether the process must report its memory, because this machine has no `/proc`. */
  readonly reportsMemory: boolean;
}

/** An error as Lambda reports it. */
export interface ReportedError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/**
 * What a function's process answers: `ready` once, then `returned` or `failed` for each invocation. After `fatal`, in the
 * place of any of them, it ends. `memory` may come at any time between.
 */
export type ProcessMessage =
  | { readonly kind: 'ready' }
  /** `payload` is JSON text. */
  | { readonly kind: 'returned'; readonly payload: string }
  | ({ readonly kind: 'failed' | 'fatal' } & ReportedError);

/** The most memory that the process has held. */
export interface MemoryMessage {
  readonly kind: 'memory';
  readonly megabytes: number;
}

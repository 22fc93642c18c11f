/** What the local runtime asks of a function's process. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly traceId: string;
  readonly functionArn: string;
  /** Milliseconds since the epoch at which the process will be killed. */
  readonly deadlineMillis: number;
  /** JSON text. */
  readonly payload: string;
}

/** An error as Lambda reports it. */
export interface ReportedError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/**
 * What a function's process answers: `ready` once, then `returned` or `failed` for each invocation. After `fatal`, in the
 * place of any of them, it ends.
 */
export type ProcessMessage =
  | { readonly kind: 'ready' }
  /** `payload` is JSON text. */
  | { readonly kind: 'returned'; readonly payload: string }
  | ({ readonly kind: 'failed' | 'fatal' } & ReportedError);

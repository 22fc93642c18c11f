import type { Json } from '../json.ts';

export interface Invocation {
  readonly functionArn: string;
  readonly payload: Json;
  /** `Root=1-…`, for `_X_AMZN_TRACE_ID`. */
  readonly traceId: string;
}

export type InvocationResult =
  | { readonly kind: 'returned'; readonly payload: Json }
  /** The handler threw or rejected: `errorType` and `errorMessage` as Lambda reports them. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  /** The handler ran into its timeout and was killed. */
  | { readonly kind: 'timed-out' }
  /** The function could not be started, or its process died. */
  | { readonly kind: 'crashed'; readonly reason: string };

export interface LambdaService {
  invoke(invocation: Invocation): Promise<InvocationResult>;
  close(): Promise<void>;
}

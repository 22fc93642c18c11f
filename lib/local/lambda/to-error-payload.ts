import type { JsonObject } from '../json.ts';
import type { InvocationResult } from './lambda-service.ts';

/** An invocation that reached the function and did not succeed. */
export type FailedResult = Extract<InvocationResult, { readonly kind: 'failed' | 'timed-out' | 'crashed' }>;

/** What Lambda answers in the place of a function that failed. */
export const toErrorPayload = (result: FailedResult, requestId: string, timeoutSeconds: number): JsonObject => {
  switch (result.kind) {
    case 'failed':
      return { errorType: result.errorType, errorMessage: result.errorMessage };
    case 'timed-out':
      return {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
      };
    case 'crashed':
      return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${result.reason}` };
  }
};

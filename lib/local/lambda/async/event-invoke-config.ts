/** How asynchronous invocations of a function are retried and answered (`AWS::Lambda::EventInvokeConfig`). */
export interface EventInvokeConfig {
  /** After the first attempt. @default 2 */
  readonly maximumRetryAttempts?: number | undefined;
  /** How long an event may wait. @default 21600, six hours */
  readonly maximumEventAgeSeconds?: number | undefined;
  /** ARN of a function, queue, topic or event bus. */
  readonly onSuccess?: string | undefined;
  readonly onFailure?: string | undefined;
}

export const DEFAULT_RETRY_ATTEMPTS = 2;
export const DEFAULT_EVENT_AGE_SECONDS = 21_600;

import { KMSClient } from '@aws-sdk/client-kms';

/** One client for the life of a function. A call that hangs must end well before the function's own time is up. */
export const kms = new KMSClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

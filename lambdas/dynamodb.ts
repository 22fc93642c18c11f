import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** One client for the life of a function. A call that hangs must end well before the handler's own time is up. */
export const dynamodb = new DynamoDBClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
});

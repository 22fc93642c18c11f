import type { Json, JsonObject } from '../../json.ts';
import type { QueuedEvent } from './event-store.ts';

/** Why an asynchronous invocation is over. */
export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

export interface Outcome {
  readonly event: QueuedEvent;
  readonly condition: Condition;
  /** How often the function was run. */
  readonly invokeCount: number;
  /** What the function answered at last; undefined when it never ran. */
  readonly response: { readonly payload: Json; readonly hasFailed: boolean } | undefined;
}

/**
 * What a destination gets. AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations": of an
 * event bus, the detail.
 */
export const toInvocationRecord = (
  { event, condition, invokeCount, response }: Outcome,
  nowMillis: number,
): JsonObject => ({
  version: '1.0',
  timestamp: new Date(nowMillis).toISOString(),
  requestContext: {
    requestId: event.requestId,
    functionArn: `${event.functionArn}:$LATEST`,
    condition,
    approximateInvokeCount: invokeCount,
  },
  requestPayload: JSON.parse(event.payload),
  ...(response && {
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      ...(response.hasFailed && { functionError: 'Unhandled' }),
    },
    responsePayload: response.payload,
  }),
});

/** The same as an event for an event bus. */
export const toBusEvent = (record: JsonObject, { event, condition }: Outcome, targetArn: string): JsonObject => ({
  source: 'lambda',
  'detail-type': `Lambda Function Invocation Result - ${condition === 'Success' ? 'Success' : 'Failure'}`,
  resources: [`${event.functionArn}:$LATEST`, targetArn],
  detail: record,
});

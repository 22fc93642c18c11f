import type { JsonObject } from '../json.ts';
import type { StreamRecord } from '../stream-source.ts';
import type { EventSourceMapping } from './event-source-service.ts';

export interface BatchFailure {
  readonly mapping: EventSourceMapping;
  readonly shardId: string;
  readonly records: readonly [StreamRecord, ...StreamRecord[]];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly requestId: string;
  readonly invokeCount: number;
}

/**
 * What a destination is told of a batch that was given up: where its records are, not what they hold.
 * AWS Lambda Developer Guide, "Retain discarded records in DynamoDB".
 */
export const toBatchFailure = (failure: BatchFailure, nowMillis: number): JsonObject => {
  const { mapping, shardId, records, condition, requestId, invokeCount } = failure;
  const [first] = records;
  const last = records.at(-1) ?? first;
  const isoOf = (millis: number): string => new Date(millis).toISOString();
  return {
    requestContext: { requestId, functionArn: mapping.functionArn, condition, approximateInvokeCount: invokeCount },
    ...(invokeCount > 0 && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    }),
    version: '1.0',
    timestamp: isoOf(nowMillis),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: isoOf(first.approximateArrivalMillis),
      approximateArrivalOfLastRecord: isoOf(last.approximateArrivalMillis),
      batchSize: records.length,
      streamArn: mapping.eventSourceArn,
    },
  };
};

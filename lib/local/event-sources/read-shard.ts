import { randomUUID } from 'node:crypto';
import { newTraceId } from '../lambda/index.ts';
import type { StreamRecord, StreamSource } from '../stream-source.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { parseItemFailures } from './parse-item-failures.ts';
import { BATCH_LIMIT_BYTES, type ReaderParts, reasonOf } from './reader.ts';
import { toBatchFailure } from './to-batch-failure.ts';

export interface ShardParts extends ReaderParts {
  readonly streams: StreamSource;
  readonly checkpoints: CheckpointStore;
  readonly isStopped: () => boolean;
}

/** What came of one look at a shard: something was done; nothing is there; or it is tried again at a time. */
export type Turn = { readonly kind: 'done' | 'idle' } | { readonly kind: 'wait'; readonly untilMillis: number };

type Batch = readonly [StreamRecord, ...StreamRecord[]];

const FIRST_RETRY_MILLIS = 1_000;
const LONGEST_RETRY_MILLIS = 60_000;

/** Reads one shard for one mapping, batch after batch: a batch is done before the next is looked at. */
export const createShardReader = (shardId: string, parts: ShardParts) => {
  const { mapping, streams, checkpoints, environment, lambda } = parts;
  const { uuid, eventSourceArn, batchSize, functionArn } = mapping;
  const windowMillis = mapping.windowSeconds * 1_000;
  /** Fewer than the batch size after a batch was halved. */
  let limit = batchSize;
  let failures = 0;
  let throttles = 0;
  let retryAtMillis = 0;
  let gatheringSince: number | undefined;

  const goOn = (after: string): Turn => {
    checkpoints.write(uuid, eventSourceArn, shardId, { after, done: false });
    limit = batchSize;
    failures = 0;
    throttles = 0;
    retryAtMillis = 0;
    return { kind: 'done' };
  };

  const giveUp = async (batch: Batch, condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded'): Promise<Turn> => {
    const requestId = randomUUID();
    const failure = { mapping, shardId, records: batch, condition, requestId, invokeCount: failures };
    const sent = `${batch.length} records of ${eventSourceArn} from ${batch[0].sequenceNumber} on, ${condition}`;
    parts.warn(`${functionArn} gave up ${sent}`);
    const roleArn = lambda.roleOf(functionArn);
    if (mapping.onFailure !== undefined) {
      const source = { principal: 'lambda.amazonaws.com', arn: functionArn, roleArn };
      const payload = toBatchFailure(failure, environment.now());
      await parts
        .deliver({ targetArn: mapping.onFailure, payload, source })
        .catch((error: unknown) => parts.warn(`${mapping.onFailure} was not told of ${sent}: ${String(error)}`));
    }
    return goOn(lastOf(batch).sequenceNumber);
  };

  const retryLater = (count: number): Turn => {
    retryAtMillis = environment.now() + Math.min(FIRST_RETRY_MILLIS * 2 ** count, LONGEST_RETRY_MILLIS);
    return { kind: 'wait', untilMillis: retryAtMillis };
  };

  const hand = async (batch: Batch): Promise<Turn> => {
    const wanted = batch.filter(({ event }) => parts.isWanted(event));
    if (wanted.length === 0) return goOn(lastOf(batch).sequenceNumber);
    const payload = { Records: wanted.map(({ event }) => event) };
    const result = await lambda.invoke({ functionArn, payload, traceId: newTraceId() });
    if (parts.isStopped()) return { kind: 'idle' };
    if (result.kind === 'throttled') return retryLater(throttles++);
    if (result.kind === 'returned') {
      const identifiers = wanted.map(({ sequenceNumber }) => sequenceNumber);
      const failed = mapping.reportsItemFailures ? parseItemFailures(result.payload, identifiers) : new Set<string>();
      const firstFailed = failed && batch.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
      if (firstFailed === -1) return goOn(lastOf(batch).sequenceNumber);
      // Streams are read in order: all from the first that failed on comes again.
      const before = firstFailed === undefined ? undefined : batch[firstFailed - 1];
      if (before !== undefined) goOn(before.sequenceNumber);
    }
    parts.warn(`${functionArn} failed with records of ${eventSourceArn}: ${reasonOf(result)}`);
    if (mapping.bisects && batch.length > 1) {
      limit = Math.ceil(batch.length / 2);
      return retryLater(0);
    }
    failures++;
    const { maximumRetryAttempts } = mapping;
    if (maximumRetryAttempts >= 0 && failures > maximumRetryAttempts) return giveUp(batch, 'RetryAttemptsExhausted');
    return retryLater(failures - 1);
  };

  /** Whether a fuller batch is worth waiting for. */
  const gathers = (batch: Batch): number | undefined => {
    if (windowMillis === 0 || batch.length >= limit || failures > 0) return undefined;
    gatheringSince ??= environment.now();
    const untilMillis = gatheringSince + windowMillis;
    return environment.now() < untilMillis ? untilMillis : undefined;
  };

  return {
    async turn(isClosed: boolean): Promise<Turn> {
      if (environment.now() < retryAtMillis) return { kind: 'wait', untilMillis: retryAtMillis };
      const { after } = checkpoints.read(uuid, eventSourceArn, shardId);
      const batch = fitting(streams.records(eventSourceArn, shardId, { after, limit }));
      if (batch === undefined) {
        if (isClosed) checkpoints.write(uuid, eventSourceArn, shardId, { after, done: true });
        return { kind: isClosed ? 'done' : 'idle' };
      }
      const untilMillis = isClosed ? undefined : gathers(batch);
      if (untilMillis !== undefined) return { kind: 'wait', untilMillis };
      gatheringSince = undefined;
      const maximumAgeMillis = mapping.maximumRecordAgeSeconds * 1_000;
      const isTooOld = ({ approximateArrivalMillis }: StreamRecord): boolean =>
        maximumAgeMillis >= 0 && !(environment.now() - approximateArrivalMillis <= maximumAgeMillis);
      if (!isTooOld(batch[0])) return hand(batch);
      const [first, ...others] = batch;
      return giveUp([first, ...others.filter(isTooOld)], 'RecordAgeExceeded');
    },
  };
};

const lastOf = (batch: Batch): StreamRecord => batch.at(-1) ?? batch[0];

/** As many of the records as one invocation takes; undefined for none. */
const fitting = (records: readonly StreamRecord[]): Batch | undefined => {
  let bytes = 0;
  const fits = records.filter(({ event }, at) => {
    bytes += Buffer.byteLength(JSON.stringify(event)) + 1;
    return at === 0 || bytes < BATCH_LIMIT_BYTES - 64;
  });
  const [first, ...others] = fits;
  return first && [first, ...others];
};

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery } from '../../../lib/local/delivery.ts';
import {
  createEventSources,
  type EventSourceMapping,
  type EventSourceService,
} from '../../../lib/local/event-sources/index.ts';
import type { Json, JsonObject } from '../../../lib/local/json.ts';
import type { InvocationResult } from '../../../lib/local/lambda/index.ts';
import type { StreamRecord, StreamShard, StreamSource } from '../../../lib/local/stream-source.ts';
import { testEnvironment } from '../support/environment.ts';

export const streamArn = 'arn:aws:dynamodb:eu-central-1:123456789012:table/Ledger/stream/2026-11-22T08:00:00.000';
export const functionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:auditor';
export const roleArn = 'arn:aws:iam::123456789012:role/auditor';
export const start = Date.parse('2026-11-22T08:00:00Z');

/** A stream in memory that keeps the promise of `StreamSource`. */
export const memoryStream = (now: () => number) => {
  const shards: (StreamShard & { readonly records: StreamRecord[] })[] = [];
  const listeners = new Set<() => void>();
  let sequence = 0;
  const shardAt = (shardId: string) => {
    const shard = shards.find((one) => one.shardId === shardId);
    if (shard === undefined) throw new Error(`There is no shard ${shardId}`);
    return shard;
  };
  const source: StreamSource = {
    shards: () => shards,
    records: (_, shardId, { after, limit }) =>
      shardAt(shardId)
        .records.filter(({ sequenceNumber }) => after === undefined || Number(sequenceNumber) > Number(after))
        .slice(0, limit),
    latest: (_, shardId) => shardAt(shardId).records.at(-1)?.sequenceNumber,
    onAppend: (_, listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    source,
    open: (shardId: string, parentShardId?: string) =>
      void shards.push({ shardId, parentShardId, closed: false, records: [] }),
    close(shardId: string) {
      Object.assign(shardAt(shardId), { closed: true });
      for (const listener of listeners) listener();
    },
    append(shardId: string, ...names: string[]) {
      for (const name of names) {
        const sequenceNumber = String(++sequence);
        const event = {
          eventName: 'INSERT',
          dynamodb: { SequenceNumber: sequenceNumber, NewImage: { id: { S: name } } },
        };
        shardAt(shardId).records.push({ sequenceNumber, approximateArrivalMillis: now(), event });
      }
      for (const listener of listeners) listener();
    },
  };
};

export interface SourcesFixture extends AsyncDisposable {
  readonly stream: ReturnType<typeof memoryStream>;
  readonly sources: EventSourceService;
  /** The names of the records of each batch, in order. */
  readonly batches: string[][];
  readonly delivered: Delivery[];
  readonly warnings: string[];
  /** What the function answers next; then again what it does by default. */
  readonly answers: InvocationResult[];
  /** What the role may not do. */
  readonly denied: Set<string>;
  /** Moves the clock and does what is due. */
  pass(millis: number): Promise<void>;
  /** Ends it, as a killed runtime ends, and answers another on the same state. */
  again(): Promise<void>;
}

export const failed: InvocationResult = { kind: 'failed', errorType: 'RangeError', errorMessage: 'too far' };
export const returned = (payload: Json): InvocationResult => ({ kind: 'returned', payload });

export const sourcesFixture = async (
  overrides: Partial<EventSourceMapping> = {},
  /** Whether the function fails with a batch. */
  fails: (names: readonly string[]) => boolean = () => false,
): Promise<SourcesFixture> => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-sources-'));
  let now = start;
  const environment = testEnvironment(folder, () => now);
  const stream = memoryStream(() => now);
  const [batches, delivered, warnings, answers]: [string[][], Delivery[], string[], InvocationResult[]] = [
    [],
    [],
    [],
    [],
  ];
  const denied = new Set<string>();
  const mapping: EventSourceMapping = {
    uuid: 'mapping',
    functionArn,
    eventSourceArn: streamArn,
    enabled: true,
    startingPosition: 'TRIM_HORIZON',
    batchSize: 100,
    windowSeconds: 0,
    maximumRetryAttempts: -1,
    maximumRecordAgeSeconds: -1,
    bisects: false,
    reportsItemFailures: false,
    filters: [],
    onFailure: undefined,
    ...overrides,
  };
  const create = (): EventSourceService => {
    const sources = createEventSources({
      environment,
      iam: { decide: ({ action }) => (denied.has(action) ? 'unmentioned' : 'allowed') },
      lambda: {
        roleOf: () => roleArn,
        invoke: async ({ payload }) => {
          // The reader under test builds it.
          const { Records } = payload as { readonly Records: readonly JsonObject[] };
          const names = Records.map((record) => Object(record['dynamodb']).NewImage.id.S);
          batches.push(names);
          return answers.shift() ?? (fails(names) ? failed : returned(null));
        },
      },
      streams: stream.source,
      queues: { operations: new Map() },
      deliver: async (delivery) => void delivered.push(delivery),
      warn: (message) => void warnings.push(message),
    });
    sources.declareMapping(mapping);
    return sources;
  };
  let sources = create();
  const end = async () => {
    await sources.stop();
    sources.close();
  };
  return {
    stream,
    batches,
    delivered,
    warnings,
    answers,
    denied,
    get sources() {
      return sources;
    },
    async pass(millis) {
      now += millis;
      await sources.check();
    },
    async again() {
      await end();
      sources = create();
      sources.start();
      await sources.check();
    },
    async [Symbol.asyncDispose]() {
      await end();
      rmSync(folder, { recursive: true });
    },
  };
};
